package stacks.plan;

import charts.Manifest;
import stacks.cluster.LiveAutoscaler;

/**
 * A number of pods that an autoscaler has set, and would set again, against the manifest.
 *
 * @param replicas set by the autoscaler
 */
record Overruled(Manifest deployment, int replicas, LiveAutoscaler autoscaler) {
  /** Returns how to resolve it, for {@code replicas} in {@code environments/}. */
  String remedy() {
    return autoscaler.isPulumis()
        ? "Must be "
            + replicas
            + " first, which the autoscaler of "
            + deployment.name()
            + " has set: it goes at the end of the `pulumi up`, and until then sets its number"
            + " again. When it is gone, take the number that you want."
        : "`replicas` is "
            + wanted()
            + ", but "
            + name()
            + " scales "
            + deployment.name()
            + " to "
            + replicas
            + ", and would do so again. Delete it: `"
            + delete()
            + "`. To keep an autoscaler, then replace `replicas` with `autoscaling`.";
  }

  /** Returns it as a difference from the configuration. */
  String drift() {
    return autoscaler.isPulumis()
        ? deployment.id()
            + " has "
            + replicas
            + " replicas by its autoscaler, so `replicas` must be "
            + replicas
            + " first, got "
            + wanted()
        : deployment.id()
            + " has "
            + replicas
            + " replicas by "
            + name()
            + " but should have "
            + wanted()
            + "; `"
            + delete()
            + "` ends that";
  }

  private int wanted() {
    return Layout.replicas(deployment).orElseThrow();
  }

  private String name() {
    return "HorizontalPodAutoscaler "
        + deployment.namespace()
        + "/"
        + autoscaler.name()
        + ", which Pulumi has not made,";
  }

  private String delete() {
    return "kubectl delete hpa " + autoscaler.name() + " -n " + deployment.namespace();
  }
}
