package stacks.cluster;

import charts.Fabric8Manifests;
import charts.Labels;
import charts.Manifest;
import charts.Tree;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentCondition;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads fabric8's objects, in which missing fields are null. */
final class Fabric8Objects {
  private static final String REVISION = "deployment.kubernetes.io/revision";

  private Fabric8Objects() {}

  static LiveDeployment deployment(Deployment deployment) {
    return new LiveDeployment(
        deployment.getSpec().getTemplate().getSpec().getContainers().get(0).getImage(),
        number(deployment.getSpec().getReplicas()),
        number(deployment.getStatus().getReadyReplicas()),
        deployment.getMetadata().getManagedFields().stream()
            .anyMatch(
                entry -> Ownership.isOfPulumi(entry) && spec(entry).containsKey("f:replicas")),
        deployment.getMetadata().getManagedFields().stream().anyMatch(Ownership::isOfAutoscaler),
        deployment.getMetadata().getGeneration());
  }

  static LiveAutoscaler autoscaler(HorizontalPodAutoscaler autoscaler) {
    var owners =
        autoscaler.getMetadata().getManagedFields().stream()
            .filter(entry -> !spec(entry).isEmpty())
            .toList();
    return new LiveAutoscaler(
        autoscaler.getMetadata().getName(),
        owners.stream().anyMatch(Ownership::isOfPulumi),
        number(autoscaler.getSpec().getMaxReplicas()),
        !owners.stream().allMatch(Ownership::isOfPulumi));
  }

  /** Returns the fields of the specification that a manager owns. */
  private static Map<String, Object> spec(ManagedFieldsEntry entry) {
    return entry.getFieldsV1() == null
        ? Map.of()
        : Tree.of(entry.getFieldsV1().getAdditionalProperties()).at("f:spec").mapping();
  }

  static Rollout rollout(Deployment deployment) {
    var status = deployment.getStatus();
    long observed = status.getObservedGeneration() == null ? 0 : status.getObservedGeneration();
    return new Rollout(
        observed >= deployment.getMetadata().getGeneration(),
        number(deployment.getSpec().getReplicas()),
        number(status.getReplicas()),
        number(status.getUpdatedReplicas()),
        number(status.getAvailableReplicas()),
        condition(deployment, "Progressing", "False")
            .map(late -> Optional.ofNullable(late.getLastUpdateTime()).orElse("")),
        condition(deployment, "ReplicaFailure", "True")
            .map(DeploymentCondition::getMessage)
            .map(TerminalText::of));
  }

  private static Optional<DeploymentCondition> condition(
      Deployment deployment, String type, String status) {
    return deployment.getStatus().getConditions().stream()
        .filter(c -> c.getType().equals(type) && c.getStatus().equals(status))
        .findFirst();
  }

  static long revision(HasMetadata object) {
    return Long.parseLong(object.getMetadata().getAnnotations().getOrDefault(REVISION, "0"));
  }

  static boolean isOwned(HasMetadata object, HasMetadata owner) {
    return object.getMetadata().getOwnerReferences().stream()
        .anyMatch(reference -> reference.getUid().equals(owner.getMetadata().getUid()));
  }

  static boolean hasPods(ReplicaSet set) {
    return number(set.getSpec().getReplicas()) > 0 || number(set.getStatus().getReplicas()) > 0;
  }

  static LivePod pod(Pod pod) {
    var statuses =
        Stream.concat(
            pod.getStatus().getInitContainerStatuses().stream(),
            pod.getStatus().getContainerStatuses().stream());
    return new LivePod(
        pod.getMetadata().getName(),
        pod.getMetadata().getLabels().getOrDefault(Labels.VERSION, ""),
        condition(pod, "Ready").filter(c -> c.getStatus().equals("True")).isPresent(),
        condition(pod, "PodScheduled")
            .filter(c -> "Unschedulable".equals(c.getReason()))
            .map(PodCondition::getMessage),
        statuses.map(Fabric8Objects::container).toList());
  }

  private static Optional<PodCondition> condition(Pod pod, String type) {
    return pod.getStatus().getConditions().stream()
        .filter(c -> c.getType().equals(type))
        .findFirst();
  }

  private static LivePod.Container container(ContainerStatus status) {
    var waiting = Optional.ofNullable(status.getState()).map(ContainerState::getWaiting);
    return new LivePod.Container(
        status.getName(),
        status.getImage(),
        waiting.map(w -> text(w.getReason())).orElse(""),
        waiting.map(w -> text(w.getMessage())).orElse(""),
        number(status.getRestartCount()),
        Stream.of(
                Optional.ofNullable(status.getState()), Optional.ofNullable(status.getLastState()))
            .flatMap(state -> state.map(ContainerState::getTerminated).stream())
            .map(ContainerStateTerminated::getExitCode)
            .findFirst());
  }

  /** The result is known as soon as its pods are being ended, but reported only after they have. */
  static LiveJob job(Job job) {
    var conditions =
        job.getStatus().getConditions().stream().filter(c -> c.getStatus().equals("True")).toList();
    return new LiveJob(
        conditions.stream().anyMatch(c -> c.getType().equals("Complete")),
        conditions.stream()
            .filter(c -> Set.of("FailureTarget", "Failed").contains(c.getType()))
            .findFirst()
            .map(c -> c.getReason() + ": " + TerminalText.of(text(c.getMessage()))));
  }

  static Set<String> readyPods(List<EndpointSlice> slices) {
    return slices.stream()
        .filter(slice -> slice.getEndpoints() != null) // of a Service that has no pods yet
        .flatMap(slice -> slice.getEndpoints().stream())
        .filter(endpoint -> endpoint.getTargetRef() != null && isReady(endpoint))
        .map(endpoint -> endpoint.getTargetRef().getName())
        .collect(Collectors.toSet());
  }

  /** A missing condition means true. */
  private static boolean isReady(Endpoint endpoint) {
    return endpoint.getConditions() == null
        || !Boolean.FALSE.equals(endpoint.getConditions().getReady());
  }

  /** Returns it as it could be applied, without what the API server added. */
  static Manifest configMap(ConfigMap map) {
    return Fabric8Manifests.of(
        new ConfigMapBuilder()
            .withNewMetadata()
            .withName(map.getMetadata().getName())
            .withNamespace(map.getMetadata().getNamespace())
            .withLabels(map.getMetadata().getLabels())
            .withAnnotations(annotations(map))
            .endMetadata()
            .withImmutable(map.getImmutable())
            .withData(map.getData())
            .withBinaryData(map.getBinaryData())
            .build());
  }

  /** kubectl stores a whole object in one. */
  private static Map<String, String> annotations(ConfigMap map) {
    var annotations = new LinkedHashMap<>(map.getMetadata().getAnnotations());
    annotations.remove("kubectl.kubernetes.io/last-applied-configuration");
    return annotations;
  }

  /** Returns it in a form that sorts by time. */
  static String time(Event event) {
    return Stream.of(event.getLastTimestamp(), event.getFirstTimestamp())
        .filter(java.util.Objects::nonNull)
        .findFirst()
        .orElse("");
  }

  private static int number(@Nullable Integer number) {
    return number == null ? 0 : number;
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text;
  }
}
