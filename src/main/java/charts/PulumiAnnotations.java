package charts;

import environments.workload.Autoscaling;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Annotations for Pulumi's Kubernetes provider. They are part of the manifests, so that what is
 * applied is what was reviewed.
 *
 * @see <a
 *     href="https://www.pulumi.com/registry/packages/kubernetes/installation-configuration/">Annotations</a>
 */
final class PulumiAnnotations {
  /**
   * Turns off the provider's waiting, because the program that applies manifests waits instead: the
   * provider would wait until its deadline for an image that cannot be pulled, and considers a
   * Service without any pods ready.
   */
  static final Map<String, String> SKIP_AWAIT = Map.of("pulumi.com/skipAwait", "true");

  private static final Map<String, String> PATCH_FORCE = Map.of("pulumi.com/patchForce", "true");

  private PulumiAnnotations() {}

  static Map<String, String> ofDeployment(Instance.Size size) {
    var annotations = new LinkedHashMap<>(SKIP_AWAIT);
    if (size instanceof Instance.Size.Retired retired && retired.scaling() instanceof Autoscaling) {
      // The autoscaler still owns the number of replicas, so only a forced patch sets it to 0.
      annotations.putAll(PATCH_FORCE);
    }
    return annotations;
  }

  /** Adds a Service's own annotations last, so that they take precedence. */
  static Map<String, String> ofService(Map<String, String> own) {
    var annotations = new LinkedHashMap<>(SKIP_AWAIT);
    annotations.putAll(own);
    return annotations;
  }
}
