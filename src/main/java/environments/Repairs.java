package environments;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Puts stand-ins where something was refused; where that does not help, it takes the whole out, and more and more of it. */
final class Repairs {
  private static final StandIns.Filling NONE =
      new StandIns.Filling(0, "", "", "", "", new Position("", 1, 1));

  private final Trees original;
  private final StandIns standIns = StandIns.read();
  private final Map<Spot, Repair> repairs = new LinkedHashMap<>();

  /**
   * @param tries how many repairs did not help
   */
  private record Repair(int number, int tries) {}

  /** In the order in which they are applied: what is larger replaces what was repaired in it. */
  private enum Means {
    REPLACE,
    REPLACE_ITEM,
    LEAVE_OUT,
    REPLACE_SECTION,
    ADD_REPLICAS,
    REPLACE_WHOLE,
    RENAME
  }

  Repairs(Trees original) {
    this.original = withRollouts(original);
    if (original.release().entries().isEmpty()) {
      repairs.put(new Spot(true, Trees.ROLLOUTS), new Repair(0, 0));
    }
  }

  /** So that there is something that release states can be added to. */
  private static Trees withRollouts(Trees trees) {
    var none = Optional.<Node>of(new Node.Mapping(Map.of(), trees.release().position()));
    var result = trees;
    for (int size = 1; size <= Trees.ROLLOUTS.size(); size++) {
      var spot = new Spot(true, Trees.ROLLOUTS.subList(0, size));
      if (!(result.at(spot).orElse(null) instanceof Node.Mapping)) {
        result = result.with(spot, none);
      }
    }
    return result;
  }

  /** Repairs what stands there, or repairs it by stronger means than before. */
  void add(Collection<Place> places) {
    places.stream()
        .map(this::spot)
        .filter(spot -> !spot.path().isEmpty())
        .distinct()
        .forEach(
            spot ->
                repairs.merge(
                    spot,
                    new Repair(repairs.size(), 0),
                    (old, none) -> new Repair(old.number(), old.tries() + 1)));
  }

  private Spot spot(Place place) {
    var file = root(place).position().file();
    return Spot.of(place, file.equals(original.release().position().file()));
  }

  private static Place root(Place place) {
    return place.parent().map(Repairs::root).orElse(place);
  }

  /** Whether what stands there was repaired. */
  boolean cover(Place place) {
    var spot = spot(place);
    return repairs.keySet().stream().anyMatch(repaired -> covers(repaired, spot));
  }

  /** Whether it stands beside or around what was repaired. */
  boolean areNear(Place place) {
    var spot = spot(place);
    return repairs.keySet().stream()
        .anyMatch(repaired -> repaired.parent().contains(spot) || spot.contains(repaired));
  }

  private boolean covers(Spot repaired, Spot spot) {
    return switch (means(repaired)) {
      case REPLACE -> repaired.contains(spot);
      case REPLACE_ITEM -> repaired.item().contains(spot);
      case LEAVE_OUT ->
          repaired.optional().contains(spot) || spot.equals(repaired.optional().parent());
      case REPLACE_SECTION -> repaired.section().contains(spot);
      case ADD_REPLICAS -> false;
      case REPLACE_WHOLE, RENAME ->
          repaired.part().contains(spot)
              || (repaired.app().isPresent() && repaired.app().equals(spot.app()));
    };
  }

  private Means means(Spot spot) {
    var means = allMeans(spot);
    return means.get(Math.min(tries(spot), means.size() - 1));
  }

  private int tries(Spot spot) {
    return Optional.ofNullable(repairs.get(spot)).map(Repair::tries).orElse(0);
  }

  private List<Means> allMeans(Spot spot) {
    if (!spot.equals(spot.part()) && standIns.at(specimen(original, spot), NONE).isEmpty()) {
      return List.of(Means.LEAVE_OUT, Means.REPLACE_SECTION, Means.REPLACE_WHOLE, Means.RENAME);
    }
    if (!spot.equals(spot.part())) {
      return spot.item().equals(spot)
          ? List.of(
              Means.REPLACE,
              Means.LEAVE_OUT,
              Means.REPLACE_SECTION,
              Means.REPLACE_WHOLE,
              Means.RENAME)
          : List.of(
              Means.REPLACE,
              Means.REPLACE_ITEM,
              Means.REPLACE_SECTION,
              Means.REPLACE_WHOLE,
              Means.RENAME);
    }
    if (spot.inRelease() || spot.path().size() == 1) {
      return List.of(Means.REPLACE, Means.REPLACE_WHOLE);
    }
    return spot.app().isPresent() && lacksReplicas(spot)
        ? List.of(Means.ADD_REPLICAS, Means.REPLACE_WHOLE, Means.RENAME)
        : List.of(Means.REPLACE_WHOLE, Means.RENAME);
  }

  private boolean lacksReplicas(Spot app) {
    return original.at(app).orElse(null) instanceof Node.Mapping mapping
        && !mapping.entries().containsKey("replicas")
        && !mapping.entries().containsKey("autoscaling");
  }

  /** The trees with one kind of stand-ins. */
  Trees some() {
    return repaired(0);
  }

  /** The trees with the other kind. */
  Trees others() {
    return repaired(1);
  }

  /** What is inside of something else is repaired after it, and whole apps last. */
  private Trees repaired(int variant) {
    var inOrder = new ArrayList<>(repairs.keySet());
    inOrder.sort(Comparator.comparing(spot -> spot.path().size()));
    inOrder.sort(Comparator.comparing(this::means));
    var trees = original;
    for (var spot : inOrder) {
      trees =
          repaired(trees, spot, 2 * Objects.requireNonNull(repairs.get(spot)).number() + variant);
    }
    return trees;
  }

  private Trees repaired(Trees trees, Spot spot, int number) {
    if (spot.contains(new Spot(true, Trees.ROLLOUTS))) {
      return trees;
    }
    return switch (means(spot)) {
      case REPLACE -> trees.with(spot, standIn(trees, spot, number));
      case REPLACE_ITEM -> trees.with(spot.item(), standIn(trees, spot.item(), number));
      case LEAVE_OUT -> trees.with(spot.optional(), Optional.empty());
      case REPLACE_SECTION -> trees.with(spot.section(), standIn(trees, spot.section(), number));
      case ADD_REPLICAS -> {
        var replicas = spot.child("replicas");
        yield trees.with(replicas, standIn(trees, replicas, number));
      }
      case REPLACE_WHOLE -> whole(trees, spot, number);
      case RENAME -> renamed(trees, spot, number);
    };
  }

  private Optional<Node> standIn(Trees trees, Spot spot, int number) {
    return standIns.at(specimen(trees, spot), filling(trees, spot, number));
  }

  /** Keys of a color or track have the specimens of its app's, and release states those of their strategy. */
  private List<Object> specimen(Trees trees, Spot spot) {
    if (spot.app().isEmpty()) {
      return spot.path();
    }
    var path = new ArrayList<Object>();
    var inApp = spot.inApp();
    if (spot.inRelease()) {
      path.add("releases");
      path.add(strategy(trees, spot));
    } else {
      path.add("apps");
      path.add(spot.app().get());
      boolean ofSide =
          inApp.size() > 1 && (inApp.get(0).equals("colors") || inApp.get(0).equals("tracks"));
      inApp = ofSide ? inApp.subList(2, inApp.size()) : inApp;
    }
    path.addAll(inApp);
    return path;
  }

  private StandIns.Filling filling(Trees trees, Spot spot, int number) {
    var registry = trees.text(Spot.merged("cluster", "registries", 0)).orElse("registry.example");
    var ports = trees.at(Spot.merged("apps", spot.app().orElse(""), "ports"));
    var port =
        ports.orElse(null) instanceof Node.Mapping mapping && !mapping.entries().isEmpty()
            ? mapping.entries().keySet().iterator().next()
            : "none";
    return new StandIns.Filling(
        number,
        registry,
        namespace(trees, number),
        port,
        likelyStrategy(spot, number),
        trees.position(spot));
  }

  private String strategy(Trees trees, Spot spot) {
    var text = trees.text(Spot.merged("apps", spot.app().orElse(""), "strategy")).orElse("");
    return List.of("blueGreen", "canary", "autoscaled").contains(text)
        ? text
        : likelyStrategy(spot, 0);
  }

  /** A release state shows whose it is. */
  private String likelyStrategy(Spot spot, int number) {
    var release = Spot.release(spot.app().orElse(""));
    var versions = release.child("versions");
    if (has(release.child("version"))) {
      return "autoscaled";
    }
    if (has(versions.child("stable")) || has(versions.child("canary"))) {
      return "canary";
    }
    return has(versions) || number % 2 == 0 ? "blueGreen" : "autoscaled";
  }

  private boolean has(Spot spot) {
    return original.at(spot).isPresent();
  }

  private static String namespace(Trees trees, int number) {
    if (trees.at(Spot.merged("namespaces")).orElse(null) instanceof Node.Mapping mapping
        && !mapping.entries().isEmpty()) {
      var names = List.copyOf(mapping.entries().keySet());
      return names.get(number % names.size());
    }
    return "none";
  }

  private Trees whole(Trees trees, Spot spot, int number) {
    if (spot.app().isEmpty()) {
      return trees.with(spot.part(), standIn(trees, spot.part(), number));
    }
    var app = Spot.merged("apps", spot.app().get());
    return trees.at(app).isEmpty()
        ? trees.with(spot.part(), Optional.empty())
        : withApp(trees, app, number);
  }

  /** It stays in its namespace, where others may look for it. */
  private Trees withApp(Trees trees, Spot app, int number) {
    var release = Spot.release(app.app().orElseThrow());
    var namespace = app.child("namespace");
    var filling = filling(trees, app, number);
    var kept = repairs.containsKey(namespace) ? Optional.<Node>empty() : original.at(namespace);
    var replaced =
        trees
            .with(app, standIns.at(List.of("app"), filling))
            .with(release, standIns.at(List.of("releases", "autoscaled"), filling));
    return kept.isPresent() ? replaced.with(namespace, kept) : replaced;
  }

  private Trees renamed(Trees trees, Spot spot, int number) {
    var part = spot.part();
    var without = whole(trees, spot, number).with(part, Optional.empty());
    if (spot.app().isPresent()) {
      var other = Spot.merged("apps", "stand-in-" + number);
      return withApp(
          without
              .with(Spot.merged("apps", spot.app().get()), Optional.empty())
              .with(Spot.release(spot.app().get()), Optional.empty()),
          other,
          number);
    }
    var other = Spot.merged("namespaces", "stand-in-" + number);
    return part.path().get(0).equals("namespaces")
        ? without.with(other, standIn(trees, other, number))
        : without;
  }
}
