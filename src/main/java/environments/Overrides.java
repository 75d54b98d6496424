package environments;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Lays one mapping over another: mappings are merged by key, all else is replaced whole, and of alternatives a choice
 * takes the earlier choice out.
 */
final class Overrides {
  private final Optional<Report> removals;

  private Overrides(Optional<Report> removals) {
    this.removals = removals;
  }

  /** An environment's file over the base; there, {@code null} removes what the base has. */
  static Node.Mapping ofEnvironment(Node.Mapping base, Node.Mapping environment, Report report) {
    var place = Place.root(environment.position().file());
    return new Overrides(Optional.of(report)).merge(withApps(base), environment, Shape.ROOT, place);
  }

  /** The keys of a color or track over those of its app. */
  static Node.Mapping ofSide(Node.Mapping app, Node.Mapping side) {
    var place = Place.root(side.position().file());
    return new Overrides(Optional.empty()).merge(app, side, Shape.APP, place);
  }

  private static Node.Mapping withApps(Node.Mapping base) {
    var entries = new LinkedHashMap<>(base.entries());
    var none = new Node.Mapping(Map.of(), base.position());
    entries.putIfAbsent("apps", new Node.Entry(base.position(), none));
    return new Node.Mapping(entries, base.position());
  }

  private Node.Mapping merge(Node.Mapping base, Node.Mapping changes, Shape shape, Place place) {
    var entries = new LinkedHashMap<>(base.entries());
    shape.dropOtherChoices(entries, changes.entries());
    changes
        .entries()
        .forEach(
            (key, change) -> {
              var at = place.child(key, change.position());
              if (isAllowed(base, key, shape, at)) {
                apply(base, entries, key, change, shape.child(key), at);
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
      Place at) {
    var old = base.entries().get(key);
    if (removals.isPresent() && Shape.isNull(change.value())) {
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
      Report report, Node.Mapping base, Map<String, Node.Entry> entries, String key, Place at) {
    if (base.entries().containsKey(key)) {
      entries.remove(key);
      return;
    }
    report.add(
        at,
        "Must be a key of `"
            + base.position().file()
            + "`, for `null` removes it there. "
            + Suggestion.sentence(key, base.entries().keySet()));
  }

  /** What an app is called and how it is released is the same in every environment. */
  private boolean isAllowed(Node.Mapping base, String key, Shape shape, Place at) {
    if (removals.isEmpty()) {
      return true;
    }
    if (shape == Shape.APPS && !base.entries().containsKey(key)) {
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
    if (shape == Shape.APP && key.equals("strategy")) {
      removals
          .get()
          .add(
              at,
              "Must stand in `"
                  + base.position().file()
                  + "` only, for it is the same in every environment; remove it.");
      return false;
    }
    return true;
  }

  /** The parts of the format that lead to alternatives. Elsewhere, keys are the user's or stand for themselves. */
  private enum Shape {
    ROOT,
    APPS,
    APP("replicas", "autoscaling"),
    SIDES,
    PROBES,
    PROBE("httpGet", "tcpSocket", "grpc", "exec"),
    VARIABLES,
    VARIABLE("fieldRef", "secretKeyRef"),
    ROUTER("httpRoute", "virtualService"),
    OTHER;

    @SuppressWarnings("ImmutableEnumChecker") // Set.copyOf's is immutable
    private final Set<String> alternatives;

    Shape(String... alternatives) {
      this.alternatives = Set.copyOf(List.of(alternatives));
    }

    Shape child(String key) {
      return switch (this) {
        case ROOT -> key.equals("apps") ? APPS : OTHER;
        case APPS, SIDES -> APP;
        case APP -> partOfApp(key);
        case PROBES -> PROBE;
        case VARIABLES -> VARIABLE;
        default -> OTHER;
      };
    }

    private static Shape partOfApp(String key) {
      return switch (key) {
        case "probes" -> PROBES;
        case "env" -> VARIABLES;
        case "router" -> ROUTER;
        case "colors", "tracks" -> SIDES;
        default -> OTHER;
      };
    }

    void dropOtherChoices(Map<String, Node.Entry> entries, Map<String, Node.Entry> changes) {
      for (var choice : alternatives) {
        var change = changes.get(choice);
        if (change != null && !isNull(change.value())) {
          alternatives.stream().filter(other -> !other.equals(choice)).forEach(entries::remove);
        }
      }
    }

    static boolean isNull(Node node) {
      return node instanceof Node.Scalar scalar && !scalar.quoted() && scalar.text().equals("null");
    }
  }
}
