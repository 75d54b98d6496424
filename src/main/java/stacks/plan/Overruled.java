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
        ? "`replicas` must be "
            + replicas
            + " for now, as set by the autoscaler of "
            + deployment.name()
            + ", got "
            + wanted()
            + ". `pulumi up` deletes the autoscaler at its end, and until then it would scale back."
            + " After that, set the number that you want."
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
            + "`. To keep autoscaling, replace `replicas` with `autoscaling` afterwards.";
  }

  /** Returns it as a difference from the configuration. */
  String drift() {
    return autoscaler.isPulumis()
        ? deployment.id()
            + " has "
            + replicas
            + " replicas, set by its autoscaler, so `replicas` must be "
            + replicas
            + " first, got "
            + wanted()
        : deployment.id()
            + " has "
            + replicas
            + " replicas, set by "
            + name()
            + " instead of "
            + wanted()
            + "; `"
            + delete()
            + "` removes it";
  }

  private int wanted() {
    return Layout.replicas(deployment).orElseThrow();
  }

  private String name() {
    return "HorizontalPodAutoscaler "
        + deployment.namespace()
        + "/"
        + autoscaler.name()
        + ", which Pulumi does not manage,";
  }

  private String delete() {
    return "kubectl delete hpa " + autoscaler.name() + " -n " + deployment.namespace();
  }
}
