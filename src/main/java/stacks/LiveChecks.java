package stacks;

import charts.Manifest;

/** Checks in a real cluster. */
final class LiveChecks implements Checks {
  private final Readiness readiness;
  private final Guard guard;

  LiveChecks(LiveCluster cluster, LivePods pods, Ticker ticker) {
    readiness = new Readiness(pods, ticker);
    guard = new Guard(cluster, pods, ticker);
  }

  @Override
  public void awaitReady(Manifest deployment) {
    readiness.await(deployment);
  }

  @Override
  public void beforeMove(Move move) {
    guard.beforeMove(move);
  }

  @Override
  public void afterMove(Move move) {
    guard.afterMove(move);
  }
}
