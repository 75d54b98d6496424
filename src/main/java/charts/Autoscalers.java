package charts;

import static charts.Fields.fields;

import environments.values.Percentage;
import environments.workload.Autoscaling;
import environments.workload.ScalingBehavior;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * HorizontalPodAutoscalers, which decide the number of pods, and VerticalPodAutoscalers, which only
 * recommend.
 */
final class Autoscalers {
  private Autoscalers() {}

  static Optional<Manifest> horizontal(Instance instance) {
    if (!(instance.size() instanceof Instance.Size.ByAutoscaler autoscaled)) {
      return Optional.empty();
    }
    var autoscaling = autoscaled.autoscaling();
    return Optional.of(
        new Manifest(
            fields()
                .set("apiVersion", "autoscaling/v2")
                .set("kind", "HorizontalPodAutoscaler")
                .set("metadata", Metadata.ofInstance(instance, instance.name()))
                .set(
                    "spec",
                    fields()
                        .set("scaleTargetRef", target(instance))
                        .set("minReplicas", autoscaling.minReplicas())
                        .set("maxReplicas", autoscaling.maxReplicas())
                        .set("metrics", metrics(instance, autoscaling))
                        .set(
                            "behavior",
                            fields()
                                .set("scaleUp", behavior(autoscaling.scaleUp()))
                                .set("scaleDown", behavior(autoscaling.scaleDown()))))
                .map()));
  }

  static Optional<Manifest> vertical(Instance instance) {
    if (!instance.workload().recommendsResources()) {
      return Optional.empty();
    }
    return Optional.of(
        new Manifest(
            fields()
                .set("apiVersion", "autoscaling.k8s.io/v1")
                .set("kind", "VerticalPodAutoscaler")
                .set("metadata", Metadata.ofInstance(instance, instance.name()))
                .set(
                    "spec",
                    fields()
                        .set("targetRef", target(instance))
                        .set("updatePolicy", fields().set("updateMode", "Off")))
                .map()));
  }

  private static Fields target(Instance instance) {
    return fields()
        .set("apiVersion", "apps/v1")
        .set("kind", "Deployment")
        .set("name", instance.name());
  }

  private static List<Fields> metrics(Instance instance, Autoscaling autoscaling) {
    var metrics = new ArrayList<Fields>();
    autoscaling.cpu().ifPresent(share -> metrics.add(utilization("cpu", share)));
    autoscaling.memory().ifPresent(share -> metrics.add(utilization("memory", share)));
    autoscaling
        .requestsPerSecond()
        .ifPresent(
            rate ->
                metrics.add(
                    perPod(
                        instance.cluster().requestsPerSecondMetric().orElseThrow(), rate.text())));
    return metrics;
  }

  private static Fields utilization(String resource, Percentage share) {
    return fields()
        .set("type", "Resource")
        .set(
            "resource",
            fields()
                .set("name", resource)
                .set(
                    "target",
                    fields().set("type", "Utilization").set("averageUtilization", share.value())));
  }

  private static Fields perPod(String metric, String average) {
    return fields()
        .set("type", "Pods")
        .set(
            "pods",
            fields()
                .set("metric", fields().set("name", metric))
                .set("target", fields().set("type", "AverageValue").set("averageValue", average)));
  }

  private static Fields behavior(ScalingBehavior behavior) {
    return fields()
        .set("stabilizationWindowSeconds", (int) behavior.stabilizationWindow().toSeconds())
        .set("selectPolicy", behavior.selectPolicy().toString())
        .set("policies", behavior.policies().stream().map(Autoscalers::policy).toList());
  }

  private static Fields policy(ScalingBehavior.Policy policy) {
    return fields()
        .set("type", policy.type().toString())
        .set("value", policy.value())
        .set("periodSeconds", (int) policy.period().toSeconds());
  }
}
