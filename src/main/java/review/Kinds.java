package review;

import charts.Manifest;
import java.util.Map;
import java.util.Optional;

/** The kinds that checks know, by name and API group: other projects have a Service or a NetworkPolicy of their own. */
final class Kinds {
  private static final Map<String, String> STABLE_VERSIONS =
      Map.ofEntries(
          Map.entry("ConfigMap", "v1"),
          Map.entry("Endpoints", "v1"),
          Map.entry("LimitRange", "v1"),
          Map.entry("Namespace", "v1"),
          Map.entry("PersistentVolumeClaim", "v1"),
          Map.entry("Pod", "v1"),
          Map.entry("PodTemplate", "v1"),
          Map.entry("ReplicationController", "v1"),
          Map.entry("ResourceQuota", "v1"),
          Map.entry("Secret", "v1"),
          Map.entry("Service", "v1"),
          Map.entry("ServiceAccount", "v1"),
          Map.entry("ControllerRevision", "apps/v1"),
          Map.entry("DaemonSet", "apps/v1"),
          Map.entry("Deployment", "apps/v1"),
          Map.entry("ReplicaSet", "apps/v1"),
          Map.entry("StatefulSet", "apps/v1"),
          Map.entry("CronJob", "batch/v1"),
          Map.entry("Job", "batch/v1"),
          Map.entry("Lease", "coordination.k8s.io/v1"),
          Map.entry("EndpointSlice", "discovery.k8s.io/v1"),
          Map.entry("HorizontalPodAutoscaler", "autoscaling/v2"),
          Map.entry("VerticalPodAutoscaler", "autoscaling.k8s.io/v1"),
          Map.entry("PodDisruptionBudget", "policy/v1"),
          Map.entry("Ingress", "networking.k8s.io/v1"),
          Map.entry("NetworkPolicy", "networking.k8s.io/v1"),
          Map.entry("ClusterRole", "rbac.authorization.k8s.io/v1"),
          Map.entry("ClusterRoleBinding", "rbac.authorization.k8s.io/v1"),
          Map.entry("Role", "rbac.authorization.k8s.io/v1"),
          Map.entry("RoleBinding", "rbac.authorization.k8s.io/v1"),
          Map.entry("PriorityClass", "scheduling.k8s.io/v1"),
          Map.entry("HTTPRoute", "gateway.networking.k8s.io/v1"),
          Map.entry("VirtualService", "networking.istio.io/v1"));

  /** Where Kubernetes had several of its kinds, before they had groups of their own. */
  private static final String FORMER_GROUP = "extensions";

  private Kinds() {}

  static boolean isKnown(Manifest manifest) {
    return stableVersion(manifest).isPresent();
  }

  /** The version that a manifest should be of, if its kind is known. */
  static Optional<String> stableVersion(Manifest manifest) {
    var group = group(manifest.apiVersion());
    return Optional.ofNullable(STABLE_VERSIONS.get(manifest.kind()))
        .filter(stable -> group.equals(group(stable)) || group.equals(FORMER_GROUP));
  }

  /** Empty for the core group. */
  private static String group(String apiVersion) {
    return apiVersion.substring(0, Math.max(0, apiVersion.indexOf('/')));
  }
}
