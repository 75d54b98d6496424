package charts;

import static charts.Fields.fields;

import charts.Instance.Size;
import environments.workload.UpdateStrategy;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Makes Deployments that never drop below their capacity during a rolling update. */
final class Deployments {
  private static final String RETIRED = "Retired: this side has no version, so it has no pods.";

  private Deployments() {}

  static Manifest deployment(Instance instance) {
    var update = instance.workload().updateStrategy();
    var spec = fields();
    replicas(instance.size()).ifPresent(count -> spec.set("replicas", count));
    spec.set("revisionHistoryLimit", update.revisionHistoryLimit())
        .set("progressDeadlineSeconds", (int) update.progressDeadline().toSeconds())
        .set("minReadySeconds", (int) update.minReady().toSeconds())
        .set("selector", fields().set("matchLabels", instance.labels().selector()))
        .set("strategy", strategy(update))
        .set("template", Pods.template(instance));
    return new Manifest(
        fields()
            .set("apiVersion", "apps/v1")
            .set("kind", "Deployment")
            .set("metadata", Metadata.ofDeployment(instance, annotations(instance)))
            .set("spec", spec)
            .map());
  }

  private static Fields strategy(UpdateStrategy update) {
    return fields()
        .set("type", "RollingUpdate")
        .set(
            "rollingUpdate",
            fields().set("maxSurge", update.maxSurge().toString()).set("maxUnavailable", 0));
  }

  /** Returns the number of replicas; empty where an autoscaler decides it. */
  private static Optional<Integer> replicas(Size size) {
    if (size instanceof Size.Fixed fixed) {
      return Optional.of(fixed.replicas());
    }
    return size instanceof Size.Retired ? Optional.of(0) : Optional.empty();
  }

  /**
   * Returns the annotations for Pulumi, and the exemptions that the app or its size needs, with
   * their reasons.
   */
  private static Map<String, String> annotations(Instance instance) {
    var annotations = new LinkedHashMap<>(PulumiAnnotations.ofDeployment(instance.size()));
    annotations.putAll(Exemptions.ofPods(instance.workload()));
    if (instance.size() instanceof Size.ByAutoscaler) {
      annotations.putAll(Exemptions.autoscaledReplicas());
    } else if (instance.size() instanceof Size.Retired) {
      annotations.putAll(Exemptions.fewReplicas(RETIRED));
    } else if (instance.size() instanceof Size.Fixed fixed && fixed.replicas() < 2) {
      annotations.putAll(Exemptions.fewReplicas(fixed.reason()));
    }
    return annotations;
  }
}
