package stacks.cluster;

import charts.Manifest;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.FieldsV1;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntryBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.net.HttpURLConnection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Changes the owners of an object's fields. A person who has changed a field owns it from then on,
 * and nobody else can apply another value, even after it was set back.
 *
 * @see <a
 *     href="https://kubernetes.io/docs/reference/using-api/server-side-apply/#conflicts">Server-side
 *     apply, conflicts</a>
 */
public record Ownership(KubernetesClient client) {
  /** The prefix of Pulumi's field managers. */
  static final String PULUMI = "pulumi-kubernetes";

  /**
   * The manager that restores the values of fields. The provider takes over fields of this manager.
   */
  public static final String RESTORED = "pulumi-resource-kubernetes";

  private static final String KUBECTL = "kubectl";

  /** Each attempt reads what others have written in the few milliseconds in between. */
  private static final int ATTEMPTS = 10;

  /** Returns the remaining fields of an owner; empty if none is left. */
  private interface Share {
    Optional<ManagedFieldsEntry> of(ManagedFieldsEntry entry);
  }

  /**
   * Returns whether Pulumi has created or changed an object.
   *
   * @throws ClusterException if the cluster does not answer
   */
  public boolean isPulumis(Manifest manifest) {
    try {
      return Optional.ofNullable(resource(manifest).get()).stream()
          .flatMap(found -> found.getMetadata().getManagedFields().stream())
          .anyMatch(Ownership::isOfPulumi);
    } catch (KubernetesClientException e) {
      throw failure("Cannot check whether the cluster has " + manifest.id(), e);
    }
  }

  /**
   * Deletes an object and what it owns, such as a Job's pods.
   *
   * @throws ClusterException if the cluster refuses it
   */
  public void delete(Manifest manifest) {
    try {
      resource(manifest).withPropagationPolicy(DeletionPropagation.BACKGROUND).delete();
    } catch (KubernetesClientException e) {
      throw failure("Cannot delete " + manifest.id(), e);
    }
  }

  public static ClusterException failure(String attempt, KubernetesClientException e) {
    return new ClusterException(
        FailureCause.ofStatus(e.getCode()), attempt + ": " + TerminalText.of(e));
  }

  public Resource<GenericKubernetesResource> resource(Manifest manifest) {
    var resources = client.genericKubernetesResources(manifest.apiVersion(), manifest.kind());
    return manifest.namespace().isEmpty()
        ? resources.withName(manifest.name())
        : resources.inNamespace(manifest.namespace()).withName(manifest.name());
  }

  /**
   * Keeps the values of some fields that were set with kubectl, and removes their owner.
   *
   * @param which the fields of the live object
   * @throws ClusterException if the cluster refuses it
   */
  public void release(Manifest manifest, Function<LiveObject, List<FieldPath>> which) {
    keep(
        manifest,
        found -> {
          var fields = which.apply(live(found));
          return entry -> isByHand(entry) ? without(entry, fields) : Optional.of(entry);
        },
        "fields that kubectl has set on ");
  }

  @SuppressWarnings("unchecked") // objects have string keys
  private LiveObject live(GenericKubernetesResource found) {
    return LiveObject.of(
        client.getKubernetesSerialization().convertValue(found, LinkedHashMap.class));
  }

  private static Optional<ManagedFieldsEntry> without(
      ManagedFieldsEntry entry, List<FieldPath> fields) {
    var left = FieldPath.without(entry.getFieldsV1().getAdditionalProperties(), fields);
    var fieldsLeft = new FieldsV1();
    fieldsLeft.setAdditionalProperties(left);
    return left.isEmpty()
        ? Optional.empty()
        : Optional.of(new ManagedFieldsEntryBuilder(entry).withFieldsV1(fieldsLeft).build());
  }

  /**
   * Keeps the number of pods that an autoscaler has set, and removes its owner.
   *
   * @throws ClusterException if the cluster refuses it
   */
  void releaseReplicas(Manifest deployment) {
    release(deployment, Ownership::isOfAutoscaler, "fields that an autoscaler has set on ");
  }

  /**
   * Removes the owner of restored values.
   *
   * @throws ClusterException if the cluster refuses it
   */
  public void releaseRestored(Manifest manifest) {
    release(manifest, entry -> RESTORED.equals(entry.getManager()), "restored fields of ");
  }

  private void release(Manifest manifest, Predicate<ManagedFieldsEntry> whose, String what) {
    keep(
        manifest,
        found -> entry -> whose.test(entry) ? Optional.empty() : Optional.of(entry),
        what);
  }

  private void keep(
      Manifest manifest, Function<GenericKubernetesResource, Share> left, String what) {
    try {
      int attempt = 1;
      while (!isReleased(resource(manifest), left, attempt)) {
        attempt++;
      }
    } catch (KubernetesClientException e) {
      throw failure("Cannot take over the " + what + manifest.id(), e);
    }
  }

  /** Returns false if the object was changed in the meantime, as controllers often do. */
  private boolean isReleased(
      Resource<GenericKubernetesResource> resource,
      Function<GenericKubernetesResource, Share> left,
      int attempt) {
    try {
      Optional.ofNullable(resource.get())
          .flatMap(found -> patch(found, left.apply(found)))
          .ifPresent(patch -> resource.patch(PatchContext.of(PatchType.JSON_MERGE), patch));
      return true;
    } catch (KubernetesClientException e) {
      if (e.getCode() != HttpURLConnection.HTTP_CONFLICT || attempt == ATTEMPTS) {
        throw e;
      }
      return false;
    }
  }

  /** Empty if they have set nothing. */
  private Optional<String> patch(GenericKubernetesResource found, Share left) {
    var metadata = found.getMetadata();
    var entries =
        metadata.getManagedFields().stream().flatMap(entry -> left.of(entry).stream()).toList();
    return entries.equals(metadata.getManagedFields())
        ? Optional.empty()
        : Optional.of(patch(entries, metadata.getResourceVersion()));
  }

  private String patch(List<ManagedFieldsEntry> others, String version) {
    return client
        .getKubernetesSerialization()
        .asJson(Map.of("metadata", Map.of("managedFields", others, "resourceVersion", version)));
  }

  /** The subresource contains only the number of pods. */
  static boolean isOfAutoscaler(ManagedFieldsEntry entry) {
    return "scale".equals(entry.getSubresource()) && !entry.getManager().startsWith(KUBECTL);
  }

  static boolean isOfPulumi(ManagedFieldsEntry entry) {
    return entry.getManager().startsWith(PULUMI);
  }

  private static boolean isByHand(ManagedFieldsEntry entry) {
    return entry.getManager().startsWith(KUBECTL);
  }
}
