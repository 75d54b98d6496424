package rollouts.analysis;

import java.util.Optional;

/** A way to run the Job of a side's smoke test once more. */
public interface SmokeTestJobs {
  /**
   * Why it failed; empty if it succeeded.
   *
   * @throws stacks.cluster.ClusterException if it could not be run
   */
  Optional<String> run(MeasuredSide side);
}
