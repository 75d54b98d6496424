package stacks.plan;

import environments.values.SideName;
import environments.workload.Autoscaling;
import environments.workload.Scaling;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import stacks.cluster.LiveAutoscaler;
import stacks.cluster.LiveDeployment;
import stacks.plan.RequiredPods.Load;

/**
 * Plans the minimum replicas of autoscalers for an upcoming move of traffic.
 *
 * @param shares the share of each side after the move, in percent
 */
public record MinReplicasPlan(Layout layout, LiveApp live, Map<SideName, Integer> shares) {
  /** In percent; a smaller part of a move is not worth its own update. */
  private static final int LEAST_GAIN = 10;

  /**
   * Returns the minimum replicas that autoscalers get until the traffic has moved: the pods that a
   * side has now and, on the receiving side, those that its share requires. Omits sides whose
   * autoscaler keeps as many anyway. An autoscaler that someone has changed by hand stays as it is;
   * otherwise the conflict would block the release and its rollback.
   *
   * @param configured the current minimum replicas
   */
  public Map<SideName, Integer> minReplicas(Map<SideName, Integer> configured) {
    var fewest = new LinkedHashMap<SideName, Integer>();
    for (var side : layout.sides()) {
      if (scaling(side) instanceof Autoscaling autoscaling && !isRetired(side)) {
        int own = autoscaling.minReplicas();
        int before = Math.max(own, configured.getOrDefault(side, own));
        int kept = isSetByHand(side) ? before : autoscaling.keeping(pods(side)).minReplicas();
        if (kept > own) {
          fewest.put(side, kept);
        }
      }
    }
    return fewest;
  }

  private boolean isSetByHand(SideName side) {
    return live.autoscaler(side).filter(LiveAutoscaler::isSetByHand).isPresent();
  }

  private int pods(SideName side) {
    return Math.max(replicas(side), needed(side));
  }

  /**
   * Returns the shares, by side, that a route could have at once if the receiving side does not
   * have the pods for all of its traffic yet. Empty if it has all of them or none, if its share
   * would hardly grow, or if pods of the other side are not ready, because traffic is no better off
   * there.
   */
  public Optional<Map<SideName, Integer>> bearable() {
    if (layout.route().isEmpty()) {
      return Optional.empty();
    }
    var receiving = layout.sides().stream().filter(this::receives).findFirst();
    return receiving
        .filter(side -> layout.sides().stream().allMatch(each -> each.equals(side) || isWell(each)))
        .flatMap(side -> bearable(side).map(percent -> shares(side, percent)));
  }

  private Optional<Integer> bearable(SideName side) {
    int now = now(side);
    int ready = readyPods(side);
    if (ready >= requiredPods().readyPods(share(side))) {
      return Optional.empty();
    }
    return IntStream.iterate(share(side) - 1, percent -> percent >= now + LEAST_GAIN, p -> p - 1)
        .filter(percent -> requiredPods().readyPods(percent) <= ready)
        .boxed()
        .findFirst();
  }

  private Map<SideName, Integer> shares(SideName side, int percent) {
    var divided = new LinkedHashMap<SideName, Integer>();
    layout.sides().forEach(each -> divided.put(each, each.equals(side) ? percent : 100 - percent));
    return divided;
  }

  private boolean receives(SideName side) {
    return share(side) > now(side);
  }

  private int needed(SideName side) {
    return receives(side) ? requiredPods().readyPods(share(side)) : 0;
  }

  private RequiredPods requiredPods() {
    List<Load> loads =
        layout.sides().stream()
            .filter(side -> now(side) > 0)
            .map(side -> new Load(readyPods(side), now(side)))
            .toList();
    return new RequiredPods(loads);
  }

  private int share(SideName side) {
    return shares.getOrDefault(side, 0);
  }

  private int now(SideName side) {
    return live.shares().percent(side);
  }

  private boolean isWell(SideName side) {
    return now(side) == 0 || readyPods(side) == replicas(side);
  }

  private int replicas(SideName side) {
    return live.live(side).map(LiveDeployment::replicas).orElse(0);
  }

  private int readyPods(SideName side) {
    return live.live(side).map(LiveDeployment::readyPods).orElse(0);
  }

  private boolean isRetired(SideName side) {
    return Layout.replicas(layout.deployment(side)).isPresent();
  }

  private Scaling scaling(SideName side) {
    return layout.app().side(side).spec().scaling();
  }
}
