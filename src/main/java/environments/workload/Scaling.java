package environments.workload;

/** The number of pods of a Deployment: fixed, or decided by an autoscaler. */
public sealed interface Scaling permits Replicas, Autoscaling {
  /** Returns the fewest pods that serve at any time. */
  int fewest();

  /** Returns the most pods, not counting those that an update adds. */
  int most();
}
