package stacks;

import charts.Manifest;

/** Warns of the pods of what does not change, for whom it is not to keep another app from its release. */
record Onlooker(Checks checks) implements Checks {
  @Override
  public void awaitReady(Manifest deployment) {
    checks.lookReady(deployment);
  }

  @Override
  public void lookReady(Manifest deployment) {
    checks.lookReady(deployment);
  }

  @Override
  public void beforeMove(Move move) {
    checks.beforeMove(move);
  }

  @Override
  public void afterMove(Move move) {
    checks.afterMove(move);
  }

  /** Nothing moves to what it tests. */
  @Override
  public void awaitSmokeTest(Manifest job) {}
}
