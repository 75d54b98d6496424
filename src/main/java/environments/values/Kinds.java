package environments.values;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Kubernetes' own kinds by name and API group: other projects have a Service or a NetworkPolicy as
 * well.
 */
public final class Kinds {
  /** The former group of several kinds, before they had groups of their own. */
  private static final String FORMER_GROUP = "extensions";

  private static final Map<String, KindFacts> KINDS =
      Map.ofEntries(
          // Kinds with pods.
          podsIn("Pod", "v1"),
          podsIn("PodTemplate", "v1", "template"),
          podsIn("ReplicationController", "v1", "spec", "template"),
          podsIn("ControllerRevision", "apps/v1", "data", "spec", "template"),
          podsIn("DaemonSet", "apps/v1", "spec", "template"),
          podsIn("Deployment", "apps/v1", "spec", "template"),
          podsIn("ReplicaSet", "apps/v1", "spec", "template"),
          podsIn("StatefulSet", "apps/v1", "spec", "template"),
          podsIn("CronJob", "batch/v1", "spec", "jobTemplate", "spec", "template"),
          podsIn("Job", "batch/v1", "spec", "template"),
          // Other namespaced kinds.
          namespaced("ConfigMap", "v1"),
          namespaced("Endpoints", "v1"),
          namespaced("LimitRange", "v1"),
          namespaced("PersistentVolumeClaim", "v1"),
          namespaced("ResourceQuota", "v1"),
          namespaced("Secret", "v1"),
          namespaced("Service", "v1"),
          namespaced("ServiceAccount", "v1"),
          namespaced("Lease", "coordination.k8s.io/v1"),
          namespaced("EndpointSlice", "discovery.k8s.io/v1"),
          namespaced("HorizontalPodAutoscaler", "autoscaling/v2"),
          namespaced("VerticalPodAutoscaler", "autoscaling.k8s.io/v1"),
          namespaced("PodDisruptionBudget", "policy/v1"),
          namespaced("Ingress", "networking.k8s.io/v1"),
          namespaced("NetworkPolicy", "networking.k8s.io/v1"),
          namespaced("Role", "rbac.authorization.k8s.io/v1"),
          namespaced("RoleBinding", "rbac.authorization.k8s.io/v1"),
          namespaced("HTTPRoute", "gateway.networking.k8s.io/v1"),
          namespaced("VirtualService", "networking.istio.io/v1"),
          // Cluster-scoped kinds.
          ofCluster("Namespace", "v1"),
          ofCluster("Node", "v1"),
          ofCluster("PersistentVolume", "v1"),
          ofCluster("MutatingAdmissionPolicy", "admissionregistration.k8s.io/v1"),
          ofCluster("MutatingAdmissionPolicyBinding", "admissionregistration.k8s.io/v1"),
          ofCluster("MutatingWebhookConfiguration", "admissionregistration.k8s.io/v1"),
          ofCluster("ValidatingAdmissionPolicy", "admissionregistration.k8s.io/v1"),
          ofCluster("ValidatingAdmissionPolicyBinding", "admissionregistration.k8s.io/v1"),
          ofCluster("ValidatingWebhookConfiguration", "admissionregistration.k8s.io/v1"),
          ofCluster("CustomResourceDefinition", "apiextensions.k8s.io/v1"),
          ofCluster("APIService", "apiregistration.k8s.io/v1"),
          ofCluster("CertificateSigningRequest", "certificates.k8s.io/v1"),
          ofCluster("FlowSchema", "flowcontrol.apiserver.k8s.io/v1"),
          ofCluster("PriorityLevelConfiguration", "flowcontrol.apiserver.k8s.io/v1"),
          ofCluster("GatewayClass", "gateway.networking.k8s.io/v1"),
          ofCluster("IPAddress", "networking.k8s.io/v1"),
          ofCluster("IngressClass", "networking.k8s.io/v1"),
          ofCluster("ServiceCIDR", "networking.k8s.io/v1"),
          ofCluster("RuntimeClass", "node.k8s.io/v1"),
          ofCluster("ClusterRole", "rbac.authorization.k8s.io/v1"),
          ofCluster("ClusterRoleBinding", "rbac.authorization.k8s.io/v1"),
          ofCluster("DeviceClass", "resource.k8s.io/v1"),
          ofCluster("ResourceSlice", "resource.k8s.io/v1"),
          ofCluster("PriorityClass", "scheduling.k8s.io/v1"),
          ofCluster("CSIDriver", "storage.k8s.io/v1"),
          ofCluster("CSINode", "storage.k8s.io/v1"),
          ofCluster("StorageClass", "storage.k8s.io/v1"),
          ofCluster("VolumeAttachment", "storage.k8s.io/v1"),
          ofCluster("VolumeAttributesClass", "storage.k8s.io/v1"));

  private Kinds() {}

  /**
   * @param pods the keys that lead to its pod template, if it has one
   */
  private record KindFacts(
      String stableVersion, boolean isNamespaced, Optional<List<String>> pods) {}

  private static Map.Entry<String, KindFacts> podsIn(String kind, String version, String... keys) {
    return Map.entry(kind, new KindFacts(version, true, Optional.of(List.of(keys))));
  }

  private static Map.Entry<String, KindFacts> namespaced(String kind, String version) {
    return Map.entry(kind, new KindFacts(version, true, Optional.empty()));
  }

  private static Map.Entry<String, KindFacts> ofCluster(String kind, String version) {
    return Map.entry(kind, new KindFacts(version, false, Optional.empty()));
  }

  public static boolean isKnown(String apiVersion, String kind) {
    return find(apiVersion, kind).isPresent();
  }

  /** Returns the API version that objects of a kind should have; empty for unknown kinds. */
  public static Optional<String> stableVersion(String apiVersion, String kind) {
    return find(apiVersion, kind).map(KindFacts::stableVersion);
  }

  /** Returns whether objects of the kind are certainly namespaced. */
  public static boolean isNamespaced(String apiVersion, String kind) {
    return find(apiVersion, kind).filter(KindFacts::isNamespaced).isPresent();
  }

  /**
   * Returns whether objects of the kind are certainly cluster-scoped: the API server ignores a
   * namespace in them.
   */
  public static boolean isOfCluster(String apiVersion, String kind) {
    return find(apiVersion, kind).filter(found -> !found.isNamespaced()).isPresent();
  }

  /**
   * Returns the keys that lead to an object's pod template; no keys for a Pod, and empty for an
   * object without pods.
   */
  public static Optional<List<String>> pods(String apiVersion, String kind) {
    return find(apiVersion, kind).flatMap(KindFacts::pods);
  }

  /** Returns the name of a kind that is written with other capitals. */
  public static Optional<String> otherwiseWritten(String apiVersion, String kind) {
    return KINDS.keySet().stream()
        .filter(known -> known.equalsIgnoreCase(kind) && !known.equals(kind))
        .filter(known -> isKnown(apiVersion, known))
        .findFirst();
  }

  private static Optional<KindFacts> find(String apiVersion, String kind) {
    var found = KINDS.get(kind);
    var group = group(apiVersion);
    return found != null && (group.equals(group(found.stableVersion)) || group.equals(FORMER_GROUP))
        ? Optional.of(found)
        : Optional.empty();
  }

  /** Empty for the core group. */
  private static String group(String apiVersion) {
    return apiVersion.substring(0, Math.max(0, apiVersion.indexOf('/')));
  }
}
