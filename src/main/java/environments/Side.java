package environments;

/** One color or one track of an app: what its pods are, and how many. */
public record Side(Workload workload, Scaling scaling) {
  public Side {
    Rules.check()
        .that(
            workload.maxUnavailable() < scaling.fewest(),
            "maxUnavailable",
            () ->
                "Must be below the fewest replicas ("
                    + scaling.fewest()
                    + "), or a drained node could take them all, but is "
                    + workload.maxUnavailable()
                    + ".")
        .enforce();
  }

  /** Sides share Services, routes and an image's history, so these are the same for both. */
  boolean canStandBeside(Side other) {
    return workload == other.workload
        || (workload.namespace().equals(other.workload.namespace())
            && workload.image().equals(other.workload.image())
            && workload.ports().equals(other.workload.ports()));
  }
}
