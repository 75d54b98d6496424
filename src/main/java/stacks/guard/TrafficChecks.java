package stacks.guard;

import charts.Manifest;
import stacks.cluster.LiveDeployment;

/**
 * What is checked in the cluster between the steps of an {@code up}. Each ends, or throws what a
 * user reads.
 */
public interface TrafficChecks {
  void awaitReady(Manifest deployment);

  /**
   * Waits only for what this update has changed, and else warns of what is not ready.
   *
   * @param before as it was before the update
   */
  void awaitReadyIfChanged(Manifest deployment, LiveDeployment before);

  /** Before a number of pods is applied that an autoscaler has set last, which is gone. */
  void takeReplicas(Manifest deployment);

  /** Waits for nothing, and warns of what is not ready. */
  void lookReady(Manifest deployment);

  void beforeMove(Move move);

  void afterMove(Move move);

  void awaitSmokeTest(Manifest job);
}
