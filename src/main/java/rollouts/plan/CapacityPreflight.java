package rollouts.plan;

import environments.apps.App;
import environments.apps.ReleaseState;
import environments.values.SideName;
import environments.values.Weight;
import environments.workload.Autoscaling;
import environments.workload.Scaling;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import stacks.guard.Direction;
import stacks.plan.LiveAppState;

/**
 * Checks that each side may have as many pods as the guard will require when traffic moves to it:
 * for its share, as many as the other side has. Otherwise the release would be rolled back after
 * users have already met the new version.
 *
 * @param pods the number of ready pods of each side
 */
public record CapacityPreflight(App app, Map<SideName, Integer> pods) {
  /** Assumes the fewest pods that each side can have, without reading the cluster. */
  public static CapacityPreflight least(App app) {
    var pods = new LinkedHashMap<SideName, Integer>();
    app.sides().forEach(side -> pods.put(side.name(), side.spec().scaling().fewest()));
    return new CapacityPreflight(app, pods);
  }

  public static CapacityPreflight of(App app, LiveAppState live) {
    var pods = new LinkedHashMap<SideName, Integer>();
    live.sides().forEach((side, found) -> pods.put(side, found.readyPods()));
    return new CapacityPreflight(app, pods);
  }

  /**
   * Checks the moves of traffic of a release that goes forward.
   *
   * @throws PlanException if a move needs more pods than the receiving side may have
   */
  public void require(ReleaseState before, List<Step> steps, Direction direction) {
    if (app.isDividedByPods() || direction == Direction.ROLLBACK) {
      return;
    }
    var from = before;
    for (var step : steps) {
      if (step.isTraffic()) {
        requireMove(from, step.release());
      }
      from = step.release();
    }
  }

  private void requireMove(ReleaseState from, ReleaseState to) {
    for (var side : to.sides()) {
      var other = from.other(side).filter(each -> from.share(each) > 0);
      if (to.share(side) > from.share(side) && other.isPresent()) {
        requirePods(side, other.get(), Weight.of(to.share(side)));
      }
    }
  }

  private void requirePods(SideName side, SideName other, Weight share) {
    // Pods that an update or a person has added temporarily are gone when traffic moves.
    int others = Math.min(pods.getOrDefault(other, 0), scaling(app, other).most());
    int needed = share.pods(others);
    var scaling = scaling(app, side);
    if (scaling.most() < needed) {
      throw new PlanException(
          app.name()
              + ": `"
              + (scaling instanceof Autoscaling ? "autoscaling.maxReplicas" : "replicas")
              + "` of "
              + side
              + " must be at least "
              + needed
              + " to take "
              + share
              + " % of the traffic ("
              + other
              + " has "
              + others
              + "), got "
              + scaling.most()
              + ". Raise it first.");
    }
  }

  private static Scaling scaling(App app, SideName side) {
    return app.side(side).spec().scaling();
  }
}
