package stacks.edits;

import charts.Manifest;
import charts.Tree;
import environments.text.Redaction;
import environments.text.Visible;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import stacks.cluster.FieldOwner;
import stacks.cluster.FieldPath;

/**
 * A field that someone has set in the cluster, and that an update would change or remove.
 *
 * @param manifest of the object, as the update would apply it
 * @param wanted the value after the update; empty if there would be none
 * @param kind whether it is part of the release state
 */
public record Edit(
    Manifest manifest,
    FieldPath path,
    FieldOwner owner,
    Object live,
    Optional<Object> wanted,
    Kind kind) {
  private static final int LONGEST = 120;
  private static final int MOST_CHANGES = 5;

  /** What can be done about an edit. */
  enum Kind {
    /**
     * Only a version, the active color or a weight: {@code adopt} takes it over, and nothing else
     * restores it.
     */
    RELEASE,
    /** It moves traffic along with something else: only its author can restore it. */
    TRAFFIC,
    /** It can be configured in {@code environments/}. */
    OTHER
  }

  /** Returns the message that refuses to undo edits of an app. */
  public static String refusal(String environment, String app, List<Edit> edits) {
    return new EditsText(environment, Optional.of(app)).refusal(edits);
  }

  /** Returns a line for each edit, with its object. */
  public static List<String> summary(List<Edit> edits) {
    return edits.stream()
        .flatMap(edit -> edit.lines().stream().map(line -> edit.object() + " " + line))
        .toList();
  }

  /** Returns whether undoing it would move traffic or change a version. */
  public boolean isOfRelease() {
    return kind != Kind.OTHER;
  }

  /** Returns whether {@code adopt} does not take it over. */
  public boolean isLeftByAdopt() {
    return kind != Kind.RELEASE;
  }

  /** Returns its object, such as {@code Service shop/checkout-active}. */
  public String object() {
    return manifest.id();
  }

  /** Returns its path, such as {@code .spec.template.spec.containers[name=checkout].image}. */
  public String field() {
    return path.toString();
  }

  /**
   * Returns the keys and list indices that lead to it in the manifest, as far as the manifest has
   * them.
   */
  public List<Object> places() {
    return path.places(manifest.fields());
  }

  /** Returns whether the manifest has no value there. */
  public boolean isAdded() {
    return path.in(manifest.fields()).isEmpty();
  }

  /** Returns the name of its field manager. */
  public String manager() {
    return owner.manager();
  }

  /**
   * Returns its value and the value after the update, a line each; long values that are mostly the
   * same are shortened.
   */
  public List<String> lines() {
    var changes = new ArrayList<Change>();
    wanted.ifPresentOrElse(
        then -> collect(path.steps(), live, then, changes),
        () -> entries().forEach((at, value) -> changes.add(Change.takenOut(at, value))));
    var lines = changes.stream().limit(MOST_CHANGES).map(this::line).collect(Collectors.toList());
    if (changes.size() > MOST_CHANGES) {
      lines.add(path + ": " + (changes.size() - MOST_CHANGES) + " more differences");
    }
    return List.copyOf(new LinkedHashSet<>(lines));
  }

  private record Change(
      List<FieldPath.Segment> steps, Optional<Object> live, Optional<Object> wanted) {
    private static Change takenOut(List<FieldPath.Segment> steps, Object live) {
      return new Change(steps, Optional.of(live), Optional.empty());
    }
  }

  /**
   * If a whole mapping is removed, each of its entries counts, because that is what someone has
   * set.
   */
  private Map<List<FieldPath.Segment>, Object> entries() {
    var last = path.steps().get(path.steps().size() - 1);
    if (!(live instanceof Map<?, ?>) || !(last instanceof FieldPath.MapEntry)) {
      return Map.of(path.steps(), live);
    }
    var entries = new LinkedHashMap<List<FieldPath.Segment>, Object>();
    Tree.of(live)
        .mapping()
        .forEach(
            (key, value) ->
                entries.put(FieldPath.and(path.steps(), new FieldPath.MapEntry(key)), value));
    entries.keySet().removeIf(Edits::isNote);
    return entries;
  }

  private static void collect(
      List<FieldPath.Segment> at, Object live, Object wanted, List<Change> changes) {
    if (live instanceof Map<?, ?> && wanted instanceof Map<?, ?>) {
      var now = Tree.of(live).mapping();
      var then = Tree.of(wanted).mapping();
      var keys = new LinkedHashSet<>(now.keySet());
      keys.addAll(then.keySet());
      keys.forEach(
          key ->
              compare(
                  FieldPath.and(at, new FieldPath.MapEntry(key)),
                  Optional.ofNullable(now.get(key)),
                  Optional.ofNullable(then.get(key)),
                  changes));
    } else if (live instanceof List<?> now && wanted instanceof List<?> then) {
      for (int i = 0; i < Math.max(now.size(), then.size()); i++) {
        compare(
            FieldPath.and(at, new FieldPath.Index(i)),
            i < now.size() ? Optional.of(now.get(i)) : Optional.empty(),
            i < then.size() ? Optional.of(then.get(i)) : Optional.empty(),
            changes);
      }
    } else {
      changes.add(new Change(at, Optional.of(live), Optional.of(wanted)));
    }
  }

  private static void compare(
      List<FieldPath.Segment> at,
      Optional<Object> live,
      Optional<Object> wanted,
      List<Change> changes) {
    if (live.isPresent() && wanted.isPresent()) {
      if (!FieldPath.isSame(live.get(), wanted.get())) {
        collect(at, live.get(), wanted.get(), changes);
      }
    } else if (live.isPresent() || wanted.isPresent()) {
      changes.add(new Change(at, live, wanted));
    }
  }

  private String line(Change change) {
    var key = key(change.steps());
    return Visible.line(
        new FieldPath(change.steps(), false)
            + " is "
            + change.live().map(value -> shown(key, value)).orElse("missing")
            + ", but would be "
            + change.wanted().map(value -> shown(key, value)).orElse("removed"));
  }

  /**
   * The key by which a secret is recognized: the name of a variable rather than its {@code value}.
   */
  private static String key(List<FieldPath.Segment> steps) {
    for (int i = steps.size() - 1; i >= 0; i--) {
      if (steps.get(i) instanceof FieldPath.MapEntry entry && !entry.name().equals("value")) {
        return entry.name();
      }
      if (steps.get(i) instanceof FieldPath.Item item && item.keys().containsKey("name")) {
        return String.valueOf(item.keys().get("name"));
      }
    }
    return "";
  }

  private String shown(String key, Object value) {
    if (manifest.kind().equals("Secret")) {
      return "a value that is not shown";
    }
    if (value instanceof Map<?, ?> || value instanceof List<?>) {
      var text = nested(key, value);
      return text.length() > LONGEST ? text.substring(0, LONGEST) + "..." : text;
    }
    var text = value.toString();
    return Redaction.value(
        key, text.length() > LONGEST ? text.substring(0, LONGEST) + "..." : text);
  }

  private String nested(String key, Object value) {
    if (value instanceof Map<?, ?>) {
      var entries = Tree.of(value).mapping();
      var name = String.valueOf(entries.getOrDefault("name", ""));
      return entries.entrySet().stream()
          .map(
              entry ->
                  entry.getKey()
                      + ": "
                      + nested(
                          entry.getKey().equals("value") ? name : entry.getKey(),
                          entry.getValue() == null ? "" : entry.getValue()))
          .collect(Collectors.joining(", ", "{", "}"));
    }
    return value instanceof List<?> list
        ? list.stream().map(item -> nested(key, item)).collect(Collectors.joining(", ", "[", "]"))
        : Redaction.value(key, value.toString());
  }
}
