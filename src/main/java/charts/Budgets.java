package charts;

import static charts.Fields.fields;

import environments.App;
import java.util.Map;

/**
 * PodDisruptionBudgets. No pod is in two of them: such a pod could not be evicted at all.
 *
 * @see <a href="https://github.com/kubernetes/kubernetes/issues/75957">kubernetes#75957</a>
 */
final class Budgets {
  private Budgets() {}

  static Manifest ofInstance(Instance instance) {
    return budget(
        Metadata.ofInstance(instance, instance.name()),
        instance.workload().maxUnavailable(),
        instance.labels().instanceSelector());
  }

  /** One over both tracks of a canary, where each alone may be a single pod. */
  static Manifest ofApp(App app) {
    return budget(
        Metadata.ofApp(app, app.name().value()),
        app.spec().workload().maxUnavailable(),
        Labels.anyPodOf(app.name().value()));
  }

  /** Pods that are not ready may always be evicted: they serve nobody, and would block the node for ever. */
  private static Manifest budget(Fields metadata, int maxUnavailable, Map<String, String> pods) {
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
                    .set("selector", fields().set("matchLabels", pods)))
            .map());
  }
}
