package stacks.plan;

import stacks.cluster.LiveCluster;

/** The desired and the live state of an app, and the transition between them. */
public record AppPlan(Layout layout, LiveApp live, Transition transition) {
  /**
   * @param isReturn whether a release rolls back
   */
  public static AppPlan of(Layout layout, LiveCluster cluster, boolean isReturn) {
    var live = new LiveApp(layout, cluster);
    return new AppPlan(layout, live, live.transition(isReturn));
  }

  public boolean isMoving() {
    return transition instanceof Transition.Moving;
  }

  public boolean isSteady() {
    return transition instanceof Transition.Steady;
  }
}
