package stacks;

/** What an app is to be, what it is, and what happens in between. */
record AppPlan(Layout layout, LiveApp live, Transition transition) {
  static AppPlan of(Layout layout, LiveCluster cluster) {
    var live = new LiveApp(layout, cluster);
    return new AppPlan(layout, live, live.transition());
  }

  boolean isMoving() {
    return transition instanceof Transition.Moving;
  }

  boolean isSteady() {
    return transition instanceof Transition.Steady;
  }
}
