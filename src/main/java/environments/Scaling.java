package environments;

/** How many pods a Deployment has: a number, or what an autoscaler decides. */
public sealed interface Scaling permits Replicas, Autoscaling {
  /** The fewest pods that serve at any time. */
  int fewest();
}
