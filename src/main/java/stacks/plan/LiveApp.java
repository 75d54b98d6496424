package stacks.plan;

import charts.Labels;
import charts.Manifest;
import charts.RouteKind;
import environments.values.DnsLabel;
import environments.values.SideName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import stacks.cluster.LiveAutoscaler;
import stacks.cluster.LiveCluster;
import stacks.cluster.LiveDeployment;
import stacks.plan.TransitionPlan.Division;

/** The live state of an app, compared with the desired one. */
public final class LiveApp {
  private final Layout layout;
  private final LiveCluster cluster;
  private final Map<SideName, Optional<LiveDeployment>> deployments = new LinkedHashMap<>();
  private final List<Shares> now;

  public LiveApp(Layout layout, LiveCluster cluster) {
    this.layout = layout;
    this.cluster = cluster;
    layout
        .deployments()
        .forEach(
            (side, manifest) ->
                deployments.put(side, cluster.deployment(layout.namespace(), manifest.name())));
    now = divided();
  }

  /**
   * Returns how the app's traffic is divided: by its route if there is one already, otherwise by
   * its selector.
   */
  public Shares shares() {
    return now.stream()
        .filter(shares -> !shares.isNone())
        .reduce(new Shares(Map.of()), (earlier, later) -> later);
  }

  /**
   * @param isReturn whether a release rolls back
   */
  Transition transition(boolean isReturn) {
    return new TransitionPlan(layout.means(), changes(), divisions(), isReturn).transition();
  }

  /**
   * Returns whether Pulumi still owns the number of replicas, although the manifest now leaves it
   * to an autoscaler. If the field were removed, the Deployment would fall to one replica until the
   * autoscaler has seen it.
   */
  public boolean keepsReplicas(SideName side) {
    return Layout.replicas(layout.deployment(side)).isEmpty()
        && live(side).filter(now -> now.ownsReplicas() && now.replicas() > 0).isPresent();
  }

  /**
   * Returns the number of pods that an autoscaler sets contrary to the manifest. Either the update
   * deletes that autoscaler at its end, or Pulumi does not manage it.
   */
  Optional<Overruled> overruled(SideName side) {
    return live(side)
        .map(LiveDeployment::replicas)
        .filter(replicas -> fixed(side).filter(count -> !count.equals(replicas)).isPresent())
        .filter(replicas -> replicas > 0)
        .flatMap(
            replicas ->
                autoscaler(side)
                    .map(found -> new Overruled(layout.deployment(side), replicas, found)));
  }

  /** Returns whether the number of pods was set by an autoscaler that no longer exists. */
  public boolean isLeftByAutoscaler(SideName side) {
    return live(side).filter(LiveDeployment::isScaled).isPresent()
        && fixed(side).isPresent()
        && !isAutoscaled(side);
  }

  private boolean isAutoscaled(SideName side) {
    return autoscaler(side).isPresent();
  }

  Optional<LiveAutoscaler> autoscaler(SideName side) {
    return cluster.autoscaler(layout.namespace(), layout.deployment(side).name());
  }

  /** Returns the fixed number of pods; empty for a retired side, whose 0 is always applied. */
  private Optional<Integer> fixed(SideName side) {
    return Layout.replicas(layout.deployment(side)).filter(replicas -> replicas > 0);
  }

  /** Returns ConfigMaps of running pods that the app's manifests no longer contain. */
  public List<Manifest> retainedConfigMaps() {
    Set<String> own =
        layout.needs().stream()
            .filter(manifest -> manifest.kind().equals("ConfigMap"))
            .map(Manifest::name)
            .collect(Collectors.toSet());
    return cluster.configMapsInUse(layout.namespace(), layout.name()).stream()
        .filter(manifest -> !own.contains(manifest.name()))
        .toList();
  }

  public Optional<LiveDeployment> live(SideName side) {
    return deployments.getOrDefault(side, Optional.empty());
  }

  /** Returns whether a side gets pods of another version, or its first pods. */
  public boolean isDeployedTo(SideName side) {
    return changes().stream()
        .anyMatch(
            change -> change.name().equals(side) && (change.isReimaged() || change.isWoken()));
  }

  private List<SideChange> changes() {
    var changes = new ArrayList<SideChange>();
    layout
        .deployments()
        .forEach(
            (side, manifest) ->
                changes.add(
                    new SideChange(
                        side, Layout.image(manifest), Layout.replicas(manifest), live(side))));
    return changes;
  }

  private List<Division> divisions() {
    var then = layout.shares();
    var divisions = new ArrayList<Division>();
    for (int i = 0; i < then.size(); i++) {
      divisions.add(new Division(now.get(i), then.get(i)));
    }
    return divisions;
  }

  /** Returns the current shares, in the order of {@link Layout#shares}. */
  public List<Shares> now() {
    return now;
  }

  private List<Shares> divided() {
    var now = new ArrayList<Shares>();
    layout.app().switchedService().ifPresent(service -> now.add(selected(service)));
    if (layout.route().isPresent()) {
      now.add(routed(layout.route().get()));
    } else if (layout.app().isDividedByPods()) {
      now.add(byPods());
    }
    return now;
  }

  /** Returns whether a side is the stable track or the live active color. */
  public boolean isBaseline(SideName side) {
    return layout
        .app()
        .switchedService()
        .map(service -> selected(service).has(side))
        .orElseGet(() -> side.equals(layout.sides().get(0)));
  }

  /**
   * Returns the stable track or the live active color; if no color is active, or the route gives it
   * no traffic, the side with the most traffic.
   */
  public SideName baseline() {
    return layout.sides().stream()
        .filter(side -> isBaseline(side) && (shares().isNone() || shares().has(side)))
        .findFirst()
        .orElseGet(
            () ->
                layout.sides().stream()
                    .max(Comparator.comparingInt(side -> shares().of(side)))
                    .orElseThrow());
  }

  private Shares selected(DnsLabel service) {
    var selector = cluster.selector(layout.namespace(), service.value());
    var color = new SideName(selector.getOrDefault(Labels.COLOR, ""));
    return layout.sides().contains(color) ? Shares.allTo(color) : new Shares(Map.of());
  }

  private Shares routed(Manifest route) {
    var weights =
        cluster.weights(RouteKind.of(route.kind()).orElseThrow(), layout.namespace(), route.name());
    var shares = new LinkedHashMap<SideName, Integer>();
    for (var side : layout.sides()) {
      shares.put(side, weights.getOrDefault(layout.service(side), 0));
    }
    return new Shares(shares);
  }

  private Shares byPods() {
    var pods = new LinkedHashMap<SideName, Integer>();
    deployments.forEach(
        (side, live) -> pods.put(side, live.map(LiveDeployment::replicas).orElse(0)));
    return new Shares(pods);
  }
}
