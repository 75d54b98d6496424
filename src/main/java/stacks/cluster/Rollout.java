package stacks.cluster;

import java.util.Optional;

/**
 * The progress of a Deployment.
 *
 * @param isObserved whether the controller has seen what was applied last
 * @param replicas the desired number of pods
 * @param total the number of its pods, including those of earlier versions
 * @param updated the number of pods of the newest version
 * @param available the number of pods that have been ready for {@code minReadySeconds}
 * @param lateSince when the controller noticed that it made no progress within {@code
 *     progressDeadlineSeconds}
 * @param refusal why its pods cannot be created, such as an exceeded quota
 */
public record Rollout(
    boolean isObserved,
    int replicas,
    int total,
    int updated,
    int available,
    Optional<String> lateSince,
    Optional<String> refusal) {
  /** Returns whether all desired pods exist, are of the newest version and take requests. */
  public boolean isComplete() {
    return isObserved && updated == replicas && total == replicas && available == replicas;
  }

  /** Returns a number that grows only when it makes progress. */
  public int progress() {
    return isObserved ? 1 + updated + available - (total - updated) : 0;
  }
}
