package environments.reader;

import environments.format.Alternatives;
import environments.format.AppKeys;
import environments.format.EnvironmentKeys;
import environments.format.Shape;
import environments.text.Suggestion;
import environments.yaml.KeyPath;
import environments.yaml.Node;
import environments.yaml.Report;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Overrides one mapping with another: merges mappings by key and replaces other values. A key
 * removes the keys that it is mutually exclusive with.
 */
final class Overrides {
  private final Optional<Report> removals;

  private Overrides(Optional<Report> removals) {
    this.removals = removals;
  }

  /**
   * Overrides the base with the file of an environment, in which {@code null} removes a value of
   * the base.
   */
  static Node.Mapping ofEnvironment(Node.Mapping base, Node.Mapping environment, Report report) {
    var place = KeyPath.root(environment.position().file());
    return new Overrides(Optional.of(report))
        .merge(withApps(base), environment, EnvironmentKeys.FILE, place);
  }

  /** Overrides the keys of an app with those of a color or track. */
  static Node.Mapping ofSide(Node.Mapping app, Node.Mapping side) {
    var place = KeyPath.root(side.position().file());
    return new Overrides(Optional.empty()).merge(app, side, AppKeys.APP, place);
  }

  private static Node.Mapping withApps(Node.Mapping base) {
    var entries = new LinkedHashMap<>(base.entries());
    var none = new Node.Mapping(Map.of(), base.position());
    entries.putIfAbsent("apps", new Node.Entry(base.position(), none));
    return new Node.Mapping(entries, base.position());
  }

  private Node.Mapping merge(Node.Mapping base, Node.Mapping changes, Shape shape, KeyPath place) {
    var entries = new LinkedHashMap<>(base.entries());
    dropOtherChoices(shape, entries, changes.entries());
    changes
        .entries()
        .forEach(
            (key, change) -> {
              var at = place.child(key, change.position());
              if (isAllowed(base, key, shape, at)) {
                apply(base, entries, key, change, shape.mappingBelow(key), at);
              }
            });
    return new Node.Mapping(entries, base.position());
  }

  private void apply(
      Node.Mapping base,
      Map<String, Node.Entry> entries,
      String key,
      Node.Entry change,
      Shape shape,
      KeyPath at) {
    var old = base.entries().get(key);
    if (removals.isPresent() && isNull(change.value())) {
      remove(removals.get(), base, entries, key, at);
    } else if (old != null
        && old.value() instanceof Node.Mapping below
        && change.value() instanceof Node.Mapping above) {
      entries.put(key, new Node.Entry(old.position(), merge(below, above, shape, at)));
    } else {
      entries.put(key, change);
    }
  }

  private static void remove(
      Report report, Node.Mapping base, Map<String, Node.Entry> entries, String key, KeyPath at) {
    if (base.entries().containsKey(key)) {
      entries.remove(key);
      return;
    }
    report.add(
        at,
        "Must be a key of `"
            + base.position().file()
            + "`, because `null` removes it there. "
            + Suggestion.sentence(key, base.entries().keySet()));
  }

  /** Refuses new apps and strategies: those are the same in every environment. */
  private boolean isAllowed(Node.Mapping base, String key, Shape shape, KeyPath at) {
    if (removals.isEmpty()) {
      return true;
    }
    if (shape == EnvironmentKeys.FILE.below("apps") && !base.entries().containsKey(key)) {
      var known = base.entries().keySet();
      removals
          .get()
          .add(
              at,
              "Must be an app of `"
                  + base.position().file()
                  + "`. "
                  + Suggestion.sentence(key, known));
      return false;
    }
    if (shape == AppKeys.APP && key.equals("strategy")) {
      removals
          .get()
          .add(
              at,
              "Must be set in `"
                  + base.position().file()
                  + "` only, because it is the same in every environment; remove it.");
      return false;
    }
    return true;
  }

  private static void dropOtherChoices(
      Shape shape, Map<String, Node.Entry> entries, Map<String, Node.Entry> changes) {
    if (shape instanceof Shape.Mapping mapping) {
      for (var choice : mapping.keys().choices()) {
        if (choice.isExclusive()) {
          dropOtherChoices(choice, entries, changes);
        }
      }
    }
  }

  private static void dropOtherChoices(
      Alternatives choice, Map<String, Node.Entry> entries, Map<String, Node.Entry> changes) {
    for (var key : choice.keys()) {
      var change = changes.get(key);
      if (change != null && !isNull(change.value())) {
        choice.keys().stream().filter(other -> !other.equals(key)).forEach(entries::remove);
      }
    }
  }

  private static boolean isNull(Node node) {
    return node instanceof Node.Scalar scalar && !scalar.quoted() && scalar.text().equals("null");
  }
}
