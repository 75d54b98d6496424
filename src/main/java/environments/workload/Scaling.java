package environments.workload;

/** How many pods a Deployment has: a number, or what an autoscaler decides. */
public sealed interface Scaling permits Replicas, Autoscaling {
  /** The fewest pods that serve at any time. */
  int fewest();

  /** The most pods that there are, but for those that an update adds. */
  int most();
}
