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
   * Returns one over both tracks of a canary, each of which may be a single pod. Pods of Jobs may
   * carry the app's name as well; the budget excludes them, because nothing says how many of those
   * to expect.
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
   * Pods that are not ready may always be evicted: they serve nobody, and would block a drain
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
