package charts;

import static charts.Fields.fields;

import environments.apps.App;
import java.util.List;

/**
 * PodDisruptionBudgets. No pod is covered by two of them: such a pod could not be evicted at all.
 *
 * @see <a href="https://github.com/kubernetes/kubernetes/issues/75957">kubernetes#75957</a>
 */
final class PodDisruptionBudgets {
  private PodDisruptionBudgets() {}

  static Manifest ofInstance(Instance instance) {
    return budget(
        Metadata.ofInstance(instance, instance.name()),
        instance.workload().maxUnavailable(),
        fields().set("matchLabels", instance.labels().instanceSelector()));
  }

  /**
   * Returns one budget for both tracks of a canary app, each of which may be a single pod. Pods of
   * Jobs may have the label of the app as well; the budget excludes them, because their expected
   * number is unknown.
   */
  static Manifest ofApp(App app) {
    return budget(
        Metadata.ofApp(app, app.name().value()),
        app.spec().workload().maxUnavailable(),
        fields()
            .set("matchLabels", Labels.anyPodOf(app.name().value()))
            .set(
                "matchExpressions",
                List.of(fields().set("key", Labels.TRACK).set("operator", "Exists"))));
  }

  /**
   * Always lets pods be evicted that are not ready: they serve no traffic, and would block a drain
   * forever.
   */
  private static Manifest budget(Fields metadata, int maxUnavailable, Fields selector) {
    return new Manifest(
        fields()
            .set("apiVersion", "policy/v1")
            .set("kind", "PodDisruptionBudget")
            .set("metadata", metadata)
            .set(
                "spec",
                fields()
                    .set("maxUnavailable", maxUnavailable)
                    .set("unhealthyPodEvictionPolicy", "AlwaysAllow")
                    .set("selector", selector))
            .map());
  }
}
