package charts;

import environments.workload.Autoscaling;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What manifests tell Pulumi's Kubernetes provider. They say it themselves, so that what is applied
 * is what was reviewed.
 *
 * @see <a
 *     href="https://www.pulumi.com/registry/packages/kubernetes/installation-configuration/">Annotations</a>
 */
final class PulumiAnnotations {
  /**
   * The program that applies manifests waits by itself: the provider waits up to its deadline for
   * an image that nobody can pull, and takes a Service without a single pod for ready.
   */
  static final Map<String, String> SKIP_AWAIT = Map.of("pulumi.com/skipAwait", "true");

  private static final Map<String, String> PATCH_FORCE = Map.of("pulumi.com/patchForce", "true");

  private PulumiAnnotations() {}

  static Map<String, String> ofDeployment(Instance.Size size) {
    var annotations = new LinkedHashMap<>(SKIP_AWAIT);
    if (size instanceof Instance.Size.Retired retired && retired.awake() instanceof Autoscaling) {
      // The number of replicas is still the autoscaler's field, and only by force it becomes 0.
      annotations.putAll(PATCH_FORCE);
    }
    return annotations;
  }

  /** A Service's own annotations come last. */
  static Map<String, String> ofService(Map<String, String> own) {
    var annotations = new LinkedHashMap<>(SKIP_AWAIT);
    annotations.putAll(own);
    return annotations;
  }
}
