package rollouts;

import environments.App;
import environments.Autoscaling;
import environments.Scaling;
import java.util.LinkedHashMap;
import java.util.Map;
import stacks.Direction;

/**
 * Whether the sides of an app may have the pods that the guard asks for when requests move to them: for its share as many as the other
 * side has. Else a release would go back after users have met it.
 *
 * @param pods that a side has, by side
 */
record Headroom(App app, Map<String, Integer> pods) {
  /** With as few pods as each side ever has. */
  static Headroom least(App app) {
    var pods = new LinkedHashMap<String, Integer>();
    Release.of(app).sides().forEach(side -> pods.put(side, scaling(app, side).fewest()));
    return new Headroom(app, pods);
  }

  /**
   * @throws PlanException if a move on the way forth takes pods that the side may not have
   */
  void require(Plan plan) {
    if (ratio() || ReleaseRecord.of("", plan).direction() == Direction.BACK) {
      return;
    }
    var from = plan.before();
    for (var step : plan.steps()) {
      if (step.isTraffic()) {
        requireMove(from, step.release());
      }
      from = step.release();
    }
  }

  /** There the numbers of pods are the shares. */
  private boolean ratio() {
    return app instanceof App.Canary && app.spec().router().isEmpty();
  }

  private void requireMove(Release from, Release to) {
    for (var side : to.sides()) {
      var other = from.other(side).filter(each -> from.share(each) > 0);
      if (to.share(side) > from.share(side) && other.isPresent()) {
        requirePods(side, other.get(), to.share(side));
      }
    }
  }

  private void requirePods(String side, String other, int percent) {
    int others = pods.getOrDefault(other, 0);
    int needed = (others * percent + 99) / 100;
    var scaling = scaling(app, side);
    if (most(scaling) < needed) {
      throw new PlanException(
          percent
              + " % of the requests of "
              + app.name()
              + " take "
              + needed
              + " pods of "
              + side
              + ", for "
              + other
              + " has "
              + others
              + ", but its `"
              + (scaling instanceof Autoscaling ? "autoscaling.maxReplicas" : "replicas")
              + "` is "
              + most(scaling)
              + ": raise that first.");
    }
  }

  private static int most(Scaling scaling) {
    return scaling instanceof Autoscaling autoscaling
        ? autoscaling.maxReplicas()
        : scaling.fewest();
  }

  private static Scaling scaling(App app, String side) {
    return app.sides().get(Release.of(app).sides().indexOf(side)).scaling();
  }
}
