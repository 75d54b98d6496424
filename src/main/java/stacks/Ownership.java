package stacks;

import charts.Manifest;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Who set which fields of an object. Whoever changed one by hand owns it from then on, and nobody else can apply another value,
 * even after it was set back.
 *
 * @see <a href="https://kubernetes.io/docs/reference/using-api/server-side-apply/#conflicts">Server-side apply, conflicts</a>
 */
record Ownership(KubernetesClient client) {
  /** How the names of Pulumi's field managers begin. */
  static final String PULUMI = "pulumi-kubernetes";

  private static final String KUBECTL = "kubectl";

  /** Each reads anew what others have written in the few milliseconds between. */
  private static final int ATTEMPTS = 10;

  /**
   * Whether Pulumi has made or changed it.
   *
   * @throws ClusterException if the cluster does not say so
   */
  boolean isPulumis(Manifest manifest) {
    try {
      return Optional.ofNullable(resource(manifest).get()).stream()
          .flatMap(found -> found.getMetadata().getManagedFields().stream())
          .anyMatch(entry -> entry.getManager().startsWith(PULUMI));
    } catch (KubernetesClientException e) {
      throw failure("The cluster must say whether it has " + manifest.id(), e);
    }
  }

  /**
   * With what it owns, such as a Job's pods.
   *
   * @throws ClusterException if the cluster does not let it
   */
  void delete(Manifest manifest) {
    try {
      resource(manifest).withPropagationPolicy(DeletionPropagation.BACKGROUND).delete();
    } catch (KubernetesClientException e) {
      throw failure(manifest.id() + " must be deleted", e);
    }
  }

  private static ClusterException failure(String wanted, KubernetesClientException e) {
    return new ClusterException(
        wanted + ", but: " + OneLine.of(e), ClusterException.isDenied(e.getCode()));
  }

  private Resource<GenericKubernetesResource> resource(Manifest manifest) {
    var resources = client.genericKubernetesResources(manifest.apiVersion(), manifest.kind());
    return manifest.namespace().isEmpty()
        ? resources.withName(manifest.name())
        : resources.inNamespace(manifest.namespace()).withName(manifest.name());
  }

  /**
   * What was set with kubectl stays as it is, and is nobody's.
   *
   * @throws ClusterException if the cluster does not let it
   */
  void release(Manifest manifest) {
    release(manifest, Ownership::isByHand, "What kubectl has set of ");
  }

  /**
   * The number of pods that an autoscaler has set stays as it is, and is nobody's.
   *
   * @throws ClusterException if the cluster does not let it
   */
  void releaseReplicas(Manifest deployment) {
    release(deployment, Ownership::isOfAutoscaler, "What an autoscaler has set of ");
  }

  private void release(Manifest manifest, Predicate<ManagedFieldsEntry> whose, String what) {
    try {
      int attempt = 1;
      while (!isReleased(resource(manifest), whose, attempt)) {
        attempt++;
      }
    } catch (KubernetesClientException e) {
      throw failure(what + manifest.id() + " must be taken over", e);
    }
  }

  /** Not if somebody has changed it meanwhile, as controllers do with what is in flux. */
  private boolean isReleased(
      Resource<GenericKubernetesResource> resource,
      Predicate<ManagedFieldsEntry> whose,
      int attempt) {
    try {
      Optional.ofNullable(resource.get())
          .flatMap(found -> patch(found, whose))
          .ifPresent(patch -> resource.patch(PatchContext.of(PatchType.JSON_MERGE), patch));
      return true;
    } catch (KubernetesClientException e) {
      if (e.getCode() != HttpURLConnection.HTTP_CONFLICT || attempt == ATTEMPTS) {
        throw e;
      }
      return false;
    }
  }

  /** Empty where they have set nothing. */
  private Optional<String> patch(
      GenericKubernetesResource found, Predicate<ManagedFieldsEntry> whose) {
    var metadata = found.getMetadata();
    var others = metadata.getManagedFields().stream().filter(whose.negate()).toList();
    return others.size() == metadata.getManagedFields().size()
        ? Optional.empty()
        : Optional.of(patch(others, metadata.getResourceVersion()));
  }

  private String patch(List<ManagedFieldsEntry> others, String version) {
    return client
        .getKubernetesSerialization()
        .asJson(Map.of("metadata", Map.of("managedFields", others, "resourceVersion", version)));
  }

  /** The subresource holds nothing but the number of pods. */
  static boolean isOfAutoscaler(ManagedFieldsEntry entry) {
    return "scale".equals(entry.getSubresource()) && !entry.getManager().startsWith(KUBECTL);
  }

  private static boolean isByHand(ManagedFieldsEntry entry) {
    return entry.getManager().startsWith(KUBECTL);
  }
}
