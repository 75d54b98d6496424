package rollouts.analysis;

import java.util.Optional;

/** Runs the Job of a side's smoke test once more. */
public interface SmokeTestJobs {
  /**
   * Returns why it failed; empty if it succeeded.
   *
   * @throws stacks.cluster.ClusterException if it could not be run
   */
  Optional<String> run(MeasuredSide side);
}
