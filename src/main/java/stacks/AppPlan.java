package stacks;

/** What an app is to be, what it is, and what happens in between. */
record AppPlan(Layout layout, LiveApp live, Transition transition) {
  /**
   * @param isReturn whether a release goes back
   */
  static AppPlan of(Layout layout, LiveCluster cluster, boolean isReturn) {
    var live = new LiveApp(layout, cluster);
    return new AppPlan(layout, live, live.transition(isReturn));
  }

  boolean isMoving() {
    return transition instanceof Transition.Moving;
  }

  boolean isSteady() {
    return transition instanceof Transition.Steady;
  }
}
