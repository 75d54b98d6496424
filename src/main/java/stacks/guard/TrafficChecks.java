package stacks.guard;

import charts.Manifest;
import stacks.cluster.LiveDeployment;

/**
 * The checks of an {@code up} between its steps. Each returns, or throws an exception with a
 * message for users.
 */
public interface TrafficChecks {
  void awaitReady(Manifest deployment);

  /**
   * Waits only if this update has changed the Deployment; otherwise warns if it is not ready.
   *
   * @param before the update
   */
  void awaitReadyIfChanged(Manifest deployment, LiveDeployment before);

  /** Prepares the update of a number of pods that was last set by an autoscaler which is gone. */
  void takeReplicas(Manifest deployment);

  /** Waits for nothing, and warns if the Deployment is not ready. */
  void lookReady(Manifest deployment);

  void beforeMove(Move move);

  void afterMove(Move move);

  void awaitSmokeTest(Manifest job);
}
