package environments.reader;

import environments.format.Alternatives;
import environments.format.Keys;
import environments.format.Shape;
import environments.text.Fault;
import environments.text.InvalidSpecException;
import environments.text.SpecPath;
import environments.text.Suggestion;
import environments.values.Quantity;
import environments.values.Strategy;
import environments.values.Version;
import environments.yaml.KeyPath;
import environments.yaml.Node;
import environments.yaml.Report;
import environments.yaml.YamlScalars;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A cursor over one mapping of the input, which reports problems with the keys and with each value
 * that is read.
 */
final class Section {
  private final Shape shape;
  private final Node.Mapping mapping;
  private final KeyPath place;
  private final KeyPath prefix;
  private final Optional<Overlay> overlay;
  private final Report report;
  private final int findingsBefore;

  /** The keys that a color or track sets itself, for the places in messages. */
  private record Overlay(Node.Mapping mapping, KeyPath place) {
    private Optional<KeyPath> keyPlace(String key) {
      var entry = mapping.entries().get(key);
      return entry == null ? Optional.empty() : Optional.of(place.child(key, entry.position()));
    }

    private Optional<Overlay> child(String key) {
      var entry = mapping.entries().get(key);
      return entry != null && entry.value() instanceof Node.Mapping found
          ? Optional.of(new Overlay(found, place.child(key, entry.position())))
          : Optional.empty();
    }
  }

  /**
   * @param shape the shape of the mapping in the format
   * @param place the place for messages about the whole mapping
   * @param prefix the place of the keys that are not in the overlay
   */
  private Section(
      Shape shape,
      Node.Mapping mapping,
      KeyPath place,
      KeyPath prefix,
      Optional<Overlay> overlay,
      Report report) {
    this.shape = shape;
    this.mapping = mapping;
    this.place = place;
    this.prefix = prefix;
    this.overlay = overlay;
    this.report = report;
    findingsBefore = report.findings();
  }

  static Section of(Shape shape, Node.Mapping mapping, KeyPath place, Report report) {
    return new Section(shape, mapping, place, place, Optional.empty(), report);
  }

  /** Returns the same mapping with a narrower set of keys. */
  Section as(Keys keys) {
    return new Section(new Shape.Mapping(keys), mapping, place, prefix, overlay, report);
  }

  /** Returns this app with the keys of a color or track, which override its own. */
  Section overlaid(Section side) {
    var merged = Overrides.ofSide(mapping, side.mapping);
    return new Section(
        shape, merged, place, place, Optional.of(new Overlay(side.mapping, side.place)), report);
  }

  boolean has(String key) {
    return find(key) != null;
  }

  private Node.@Nullable Entry find(String key) {
    assert isOfFormat(key) : key;
    return mapping.entries().get(key);
  }

  private boolean isOfFormat(String key) {
    return !(shape instanceof Shape.Mapping known) || known.keys().has(key);
  }

  boolean isMapping(String key) {
    return has(key) && entryOf(mapping, key).value() instanceof Node.Mapping;
  }

  /** Returns whether a value is text in a form, without reporting values that must not be shown. */
  boolean isText(String key, Predicate<String> form) {
    return has(key)
        && entryOf(mapping, key).value() instanceof Node.Scalar scalar
        && (scalar.quoted() || YamlScalars.isText(scalar.text()))
        && form.test(scalar.text());
  }

  Set<String> names() {
    return mapping.entries().keySet();
  }

  /** Refuses missing required keys and mutually exclusive keys. */
  Section checkGiven() {
    for (var key : keys().required()) {
      require(key);
    }
    for (var choice : keys().choices()) {
      checkChoice(choice);
    }
    return this;
  }

  /** Refuses a missing key. */
  void require(String key) {
    if (!has(key)) {
      requireOr("Must be given: " + keys().key(key).hint(), key);
    }
  }

  void requireOr(String message, String key) {
    if (!has(key)) {
      report.add(place.child(key, place.position()), message);
    }
  }

  private void checkChoice(Alternatives choice) {
    var first = "";
    for (var key : choice.keys()) {
      if (has(key) && first.isEmpty()) {
        first = key;
      } else if (has(key) && choice.isExclusive()) {
        refuseKey(key, besides(first));
      }
    }
    if (choice.needsOne() && first.isEmpty()) {
      report.add(place, "Must have one of `" + String.join("`, `", choice.keys()) + "`.");
    }
  }

  /** The other key may be in another file. */
  private String besides(String other) {
    return "Mutually exclusive with `"
        + other
        + "` ("
        + keyPlace(other).position()
        + "); remove one of them.";
  }

  Optional<String> text(String key) {
    return text(key, Function.identity());
  }

  // Code that runs for every key avoids capturing lambdas: in a cold JVM, creating one takes longer
  // than reading the value.

  <T> Optional<T> text(String key, Function<String, T> parser) {
    var entry = find(key);
    return entry == null ? Optional.empty() : value(key, entry).text(parser);
  }

  Optional<Quantity> quantity(String key) {
    var entry = find(key);
    return entry == null ? Optional.empty() : value(key, entry).quantity();
  }

  Optional<Version> version(String key) {
    var entry = find(key);
    return entry == null ? Optional.empty() : value(key, entry).version();
  }

  Optional<Integer> integer(String key) {
    var entry = find(key);
    return entry == null ? Optional.empty() : value(key, entry).integer();
  }

  <T> Optional<T> number(String key, Function<Integer, T> type) {
    var entry = find(key);
    return entry == null ? Optional.empty() : value(key, entry).number(type);
  }

  Optional<Boolean> flag(String key) {
    var entry = find(key);
    return entry == null ? Optional.empty() : value(key, entry).flag();
  }

  <T> Optional<T> section(String key, Function<Section, Optional<T>> decoder) {
    var found = open(key);
    return found.isEmpty() ? Optional.empty() : decode(found.get(), decoder);
  }

  /**
   * Reads a mapping whose keys are names that users choose: passes the mapping and each name to the
   * reader.
   */
  void each(String key, BiConsumer<Section, String> reader) {
    var found = open(key);
    if (found.isPresent()) {
      for (var name : found.get().names()) {
        reader.accept(found.get(), name);
      }
    }
  }

  Map<String, String> texts(String key) {
    var texts = new LinkedHashMap<String, String>();
    each(key, (names, name) -> names.text(name).ifPresent(text -> texts.put(name, text)));
    return texts;
  }

  <T> List<T> list(String key, Function<String, T> parser) {
    var texts = new ArrayList<T>();
    for (var item : items(key)) {
      addPresent(texts, item.text(parser));
    }
    return texts;
  }

  List<Integer> integers(String key) {
    var integers = new ArrayList<Integer>();
    for (var item : items(key)) {
      addPresent(integers, item.integer());
    }
    return integers;
  }

  <T> List<T> sections(String key, Function<Section, Optional<T>> decoder) {
    var sections = new ArrayList<T>();
    var itemShape = itemShape(key);
    for (var item : items(key)) {
      var found = item.mapping();
      if (found.isPresent()) {
        addPresent(sections, decode(of(itemShape, found.get(), item.place(), report), decoder));
      }
    }
    return sections;
  }

  private Shape itemShape(String key) {
    return shape.below(key) instanceof Shape.Items list ? list.item() : new Shape.Unknown();
  }

  private static <T> void addPresent(List<T> list, Optional<T> value) {
    if (value.isPresent()) {
      list.add(value.get());
    }
  }

  /** Parses a key of this mapping, which is a name that the user chose. */
  <T> Optional<T> name(String name, Function<String, T> parser) {
    var at = keyPlace(name);
    return new Value(new Node.Scalar(name, true, at.position()), at, report).text(parser);
  }

  /**
   * Makes the value unless a part of it was refused, and reports violations of its rules at their
   * places.
   */
  <T> Optional<T> build(Supplier<T> maker) {
    return build(maker, this::refuse);
  }

  <T> Optional<T> build(Supplier<T> maker, BiConsumer<SpecPath, Fault> refusal) {
    if (report.findings() > findingsBefore) {
      return Optional.empty();
    }
    try {
      return Optional.of(maker.get());
    } catch (InvalidSpecException e) {
      e.violations().forEach(violation -> refusal.accept(violation.path(), violation.fault()));
      return Optional.empty();
    }
  }

  void refuse(String key, String sentence) {
    refuse(key, Fault.of(sentence));
  }

  void refuse(String key, Fault fault) {
    refuse(SpecPath.of(key), fault);
  }

  /** Reports a fault at the deepest existing value of the path. */
  void refuse(SpecPath path, Fault fault) {
    if (path.isWhole() || !(path.first() instanceof String key) || !names().contains(key)) {
      report.add(missing(path), fault);
      return;
    }
    var rest = path.rest();
    var value = value(key, entryOf(mapping, key));
    if (value.node() instanceof Node.Mapping) {
      open(key).ifPresent(child -> child.refuse(rest, fault));
    } else if (value.node() instanceof Node.Sequence list
        && !rest.isWhole()
        && rest.first() instanceof Integer index
        && list.items().get(index) instanceof Node.Mapping item) {
      of(new Shape.Unknown(), item, value.place().item(index, item.position()), report)
          .refuse(rest.rest(), fault);
    } else {
      value.refuse(fault);
    }
  }

  /** Returns the path of a missing value, at the position of this mapping. */
  private KeyPath missing(SpecPath path) {
    var missing = place;
    for (var step : path.steps()) {
      missing =
          step instanceof Integer index
              ? missing.item(index, place.position())
              : missing.child(step.toString(), place.position());
    }
    return missing;
  }

  void refuseKey(String key, String message) {
    report.add(keyPlace(key), message);
  }

  /** Refuses keys that are not part of the format. */
  void refuseUnknown() {
    refuseUnknown("");
  }

  /** Refuses unknown keys with a prefix. */
  void refuseUnknown(String prefix) {
    for (var key : mapping.entries().keySet()) {
      if (key.startsWith(prefix) && !keys().has(key)) {
        refuseKey(key, unknown(key));
      }
    }
  }

  private String unknown(String key) {
    var strategies = keys().strategiesWith(key);
    return strategies.isEmpty()
        ? "Unknown key. " + Suggestion.sentence(key, keys().names())
        : "Only apps with the strategy "
            + new Shape.Words(strategies.stream().map(Strategy::toString).toList()).words()
            + " have this key; remove it."
            + Suggestion.question(key, keys().names());
  }

  /** Refuses names other than these. */
  void refuseOthers(String sentence, Set<String> known) {
    for (var name : mapping.entries().keySet()) {
      if (!known.contains(name)) {
        refuseKey(name, sentence + Suggestion.sentence(name, known));
      }
    }
  }

  private Keys keys() {
    if (shape instanceof Shape.Mapping known) {
      return known.keys();
    }
    throw new IllegalStateException("The format has no keys here: " + place.path());
  }

  /** Returns the mapping under a key; empty if the key is missing or its value was refused. */
  Optional<Section> open(String key) {
    var entry = find(key);
    if (entry == null) {
      return Optional.empty();
    }
    var found = value(key, entry).mapping();
    return found.isEmpty() ? Optional.empty() : Optional.of(child(key, entry, found.get()));
  }

  /** Returns the mapping under a key, or an empty mapping if the key is missing. */
  Optional<Section> openOrEmpty(String key) {
    if (has(key)) {
      return open(key);
    }
    var none = new Node.Mapping(Map.of(), place.position());
    return Optional.of(
        of(shape.mappingBelow(key), none, place.child(key, place.position()), report));
  }

  private Section child(String key, Node.Entry entry, Node.Mapping found) {
    var inApp = prefix.child(key, entry.position());
    return overlay.isEmpty()
        ? of(shape.mappingBelow(key), found, inApp, report)
        : new Section(
            shape.mappingBelow(key), found, keyPlace(key), inApp, overlay.get().child(key), report);
  }

  /**
   * Returns the value, with the position for messages: that of a single value itself, but that of
   * the key of a mapping or list.
   */
  private Value value(String key, Node.Entry entry) {
    var node = entry.value();
    var position = node instanceof Node.Scalar ? node.position() : entry.position();
    if (overlay.isEmpty()) {
      return new Value(node, prefix.child(key, position), report);
    }
    var at = keyPlace(key);
    return new Value(node, node instanceof Node.Scalar ? at.at(position) : at, report);
  }

  private KeyPath keyPlace(String key) {
    var own = overlay.isEmpty() ? Optional.<KeyPath>empty() : overlay.get().keyPlace(key);
    return own.isPresent() ? own.get() : prefix.child(key, entryOf(mapping, key).position());
  }

  private List<Value> items(String key) {
    var entry = find(key);
    var sequence = entry == null ? Optional.<Node.Sequence>empty() : value(key, entry).sequence();
    return sequence.isEmpty() ? List.of() : values(sequence.get().items(), keyPlace(key));
  }

  private List<Value> values(List<Node> items, KeyPath place) {
    var values = new ArrayList<Value>(items.size());
    for (int i = 0; i < items.size(); i++) {
      var item = items.get(i);
      values.add(new Value(item, place.item(i, item.position()), report));
    }
    return values;
  }

  private static <T> Optional<T> decode(Section section, Function<Section, Optional<T>> decoder) {
    return section.shape instanceof Shape.Mapping
        ? section.decode(decoder)
        : decoder.apply(section);
  }

  /** Refuses unknown keys last, so that they do not prevent the checks of the others. */
  <T> Optional<T> decode(Function<Section, Optional<T>> decoder) {
    checkGiven();
    var decoded = decoder.apply(this);
    refuseUnknown();
    return decoded;
  }

  private static Node.Entry entryOf(Node.Mapping mapping, String key) {
    var entry = mapping.entries().get(key);
    if (entry == null) {
      throw new IllegalStateException("The mapping does not have this key: " + key);
    }
    return entry;
  }
}
