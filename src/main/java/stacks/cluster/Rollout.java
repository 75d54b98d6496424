package stacks.cluster;

import java.util.Optional;

/**
 * How far a Deployment is.
 *
 * @param isObserved whether the controller has seen what was applied last
 * @param replicas what it asks for
 * @param total its pods, those of earlier versions included
 * @param updated its pods of the newest version
 * @param available its pods that have been ready for {@code minReadySeconds}
 * @param lateSince when the controller saw that it made no progress within
 *     {@code progressDeadlineSeconds}
 * @param refusal why it may not have its pods, such as an exceeded quota
 */
public record Rollout(
    boolean isObserved,
    int replicas,
    int total,
    int updated,
    int available,
    Optional<String> lateSince,
    Optional<String> refusal) {
  /** Whether all pods that it asks for are there, are of the newest version and take requests. */
  public boolean isComplete() {
    return isObserved && updated == replicas && total == replicas && available == replicas;
  }

  /** What grows while it goes forward, and only then. */
  public int progress() {
    return isObserved ? 1 + updated + available - (total - updated) : 0;
  }
}
