package stacks.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import charts.Manifest;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Tests how the API server's answers are read, and what missing fields mean. */
class Fabric8ObjectsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SPEC =
      "\"spec\": {\"replicas\": 3, \"template\": {\"spec\": {\"containers\": [{\"image\":"
          + " \"c:1\"}]}}}";

  private static <T> T read(Class<T> type, String json) {
    try {
      return JSON.readValue(json, type);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  private static Deployment managedBy(String manager, String fields) {
    return read(
        Deployment.class,
        """
        {"metadata": {"generation": 1, "managedFields": [{"manager": "%s", "fieldsV1": {"f:spec": {%s}}}]}, %s,
         "status": {"readyReplicas": 2}}\
        """
            .formatted(manager, fields, SPEC));
  }

  private static Deployment scaledBy(String manager) {
    return managedBy(manager + "\", \"subresource\": \"scale", "\"f:replicas\": {}");
  }

  private static HorizontalPodAutoscaler bounded(String... entries) {
    return read(
        HorizontalPodAutoscaler.class,
        """
        {"metadata": {"name": "checkout-blue", "managedFields": [%s]},
         "spec": {"minReplicas": 2, "maxReplicas": 9}}\
        """
            .formatted(String.join(", ", entries)));
  }

  private static String sets(String manager, String section, String field) {
    return "{\"manager\": \"%s\", \"fieldsV1\": {\"f:%s\": {\"f:%s\": {}}}}"
        .formatted(manager, section, field);
  }

  /** This holds even if it is set to the previous value. */
  @Test
  void whoChangesAnAutoscalerByHandOwnsWhatHeHasSet() {
    var pulumi = sets("pulumi-kubernetes-0a1b", "spec", "metrics");
    var status = sets("kube-controller-manager", "status", "desiredReplicas");
    assertThat(Fabric8Objects.autoscaler(bounded(pulumi, status)))
        .isEqualTo(new LiveAutoscaler("checkout-blue", true, 9, false));
    assertThat(
            Fabric8Objects.autoscaler(
                bounded(pulumi, sets("kubectl-patch", "spec", "maxReplicas"))))
        .isEqualTo(new LiveAutoscaler("checkout-blue", true, 9, true));
    assertThat(
            Fabric8Objects.autoscaler(
                bounded(sets("kubectl-autoscale", "spec", "maxReplicas"), status)))
        .isEqualTo(new LiveAutoscaler("checkout-blue", false, 9, true));
  }

  @Test
  void pulumiOwnsReplicasWhereItsManagerHasTheField() {
    assertThat(
            Fabric8Objects.deployment(
                managedBy("pulumi-kubernetes-0a1b2c3d", "\"f:replicas\": {}")))
        .isEqualTo(new LiveDeployment("c:1", 3, 2, true, false, 1));
    assertThat(Fabric8Objects.deployment(managedBy("pulumi-kubernetes", "\"f:template\": {}")))
        .isEqualTo(new LiveDeployment("c:1", 3, 2, false, false, 1));
    assertThat(Fabric8Objects.deployment(managedBy("kubectl", "\"f:replicas\": {}")))
        .isEqualTo(new LiveDeployment("c:1", 3, 2, false, false, 1));
    assertThat(Fabric8Objects.deployment(scaledBy("kube-controller-manager")))
        .isEqualTo(new LiveDeployment("c:1", 3, 2, false, true, 1));
    assertThat(Fabric8Objects.deployment(scaledBy("kubectl")))
        .isEqualTo(new LiveDeployment("c:1", 3, 2, false, false, 1));
  }

  @Test
  void aDeploymentThatNobodyHasSeenYetIsNotObserved() {
    var fresh =
        read(Deployment.class, "{\"metadata\": {\"generation\": 1}, " + SPEC + ", \"status\": {}}");
    assertThat(Fabric8Objects.rollout(fresh))
        .isEqualTo(new Rollout(false, 3, 0, 0, 0, Optional.empty(), Optional.empty()));
  }

  @Test
  void conditionsOfADeploymentAreRead() {
    var late =
        read(
            Deployment.class,
            """
            {"metadata": {"generation": 4}, %s,
             "status": {"observedGeneration": 4, "replicas": 5, "updatedReplicas": 2,
               "availableReplicas": 3, "conditions": [
               {"type": "Available", "status": "False", "message": "not enough"},
               {"type": "Progressing", "status": "False", "message": "timed out",
                "lastUpdateTime": "2026-01-01T00:00:00Z"},
               {"type": "ReplicaFailure", "status": "True", "message": "exceeded quota"}]}}\
            """
                .formatted(SPEC));
    assertThat(Fabric8Objects.rollout(late))
        .isEqualTo(
            new Rollout(
                true,
                3,
                5,
                2,
                3,
                Optional.of("2026-01-01T00:00:00Z"),
                Optional.of("exceeded quota")));
  }

  @Test
  void aPodIsReadWithWhyItWaits() {
    var pod =
        read(
            Pod.class,
            """
            {"metadata": {"name": "green-a", "labels": {"app.kubernetes.io/version": "1.1.0"}},
             "status": {"conditions": [{"type": "Ready", "status": "False"}],
               "containerStatuses": [{"name": "c", "image": "c:1", "restartCount": 3,
                 "state": {"waiting": {"reason": "CrashLoopBackOff", "message": "back-off"}},
                 "lastState": {"terminated": {"exitCode": 137}}}]}}\
            """);
    assertThat(Fabric8Objects.pod(pod))
        .isEqualTo(
            new LivePod(
                "green-a",
                "1.1.0",
                false,
                Optional.empty(),
                List.of(
                    new LivePod.Container(
                        "c", "c:1", "CrashLoopBackOff", "back-off", 3, Optional.of(137)))));
  }

  @Test
  void aPodThatHasEndedIsReadWithItsExitCode() {
    var pod =
        read(
            Pod.class,
            """
            {"metadata": {"name": "test-a", "labels": {}},
             "status": {"phase": "Failed", "containerStatuses": [{"name": "c", "image": "c:1",
               "state": {"terminated": {"exitCode": 3, "reason": "Error"}}}]}}\
            """);
    assertThat(Fabric8Objects.pod(pod).containers())
        .containsExactly(new LivePod.Container("c", "c:1", "", "", 0, Optional.of(3)));
  }

  @Test
  void aJobIsReadByItsConditions() {
    assertThat(job("")).isEqualTo(new LiveJob(false, Optional.empty()));
    assertThat(job("{\"type\": \"SuccessCriteriaMet\", \"status\": \"True\"}"))
        .isEqualTo(new LiveJob(false, Optional.empty()));
    assertThat(job("{\"type\": \"Complete\", \"status\": \"True\"}"))
        .isEqualTo(new LiveJob(true, Optional.empty()));
    assertThat(job("{\"type\": \"Failed\", \"status\": \"False\"}"))
        .isEqualTo(new LiveJob(false, Optional.empty()));
    for (var type : List.of("FailureTarget", "Failed")) {
      assertThat(
              job(
                  "{\"type\": \""
                      + type
                      + "\", \"status\": \"True\", \"reason\": \"DeadlineExceeded\","
                      + " \"message\": \"too long\"}"))
          .isEqualTo(new LiveJob(false, Optional.of("DeadlineExceeded: too long")));
    }
  }

  private static LiveJob job(String condition) {
    return Fabric8Objects.job(
        read(Job.class, "{\"status\": {\"conditions\": [" + condition + "]}}"));
  }

  @Test
  void aPodThatNoNodeTakesSaysWhy() {
    var pod =
        read(
            Pod.class,
            """
            {"metadata": {"name": "green-a"}, "status": {"conditions": [
              {"type": "PodScheduled", "status": "False", "reason": "Unschedulable",
               "message": "0/1 nodes are available"}]}}\
            """);
    assertThat(Fabric8Objects.pod(pod))
        .isEqualTo(
            new LivePod("green-a", "", false, Optional.of("0/1 nodes are available"), List.of()));
  }

  @Test
  void endpointsAreReadyUnlessTheySayOtherwise() {
    var slice =
        read(
            EndpointSlice.class,
            """
            {"endpoints": [
              {"targetRef": {"name": "a"}, "conditions": {"ready": true}},
              {"targetRef": {"name": "b"}, "conditions": {"ready": false}},
              {"targetRef": {"name": "c"}, "conditions": {}},
              {"targetRef": {"name": "d"}},
              {"conditions": {"ready": true}}]}\
            """);
    assertThat(Fabric8Objects.readyPods(List.of(slice))).containsExactlyInAnyOrder("a", "c", "d");
  }

  @Test
  void aSliceOfNoEndpointsHasNone() {
    var slice = read(EndpointSlice.class, "{\"endpoints\": null}");
    assertThat(Fabric8Objects.readyPods(List.of(slice))).isEmpty();
  }

  @Test
  void aConfigMapIsAsItWasApplied() {
    var map =
        read(
            ConfigMap.class,
            """
            {"apiVersion": "v1", "kind": "ConfigMap", "immutable": true, "data": {"a": "b"},
             "metadata": {"name": "c", "namespace": "shop", "uid": "1", "resourceVersion": "2",
               "labels": {"app.kubernetes.io/name": "checkout"}, "annotations": {
               "kubectl.kubernetes.io/last-applied-configuration": "{}", "own": "kept"}}}\
            """);
    assertThat(Fabric8Objects.configMap(map))
        .isEqualTo(
            new Manifest(
                Map.of(
                    "apiVersion",
                    "v1",
                    "kind",
                    "ConfigMap",
                    "metadata",
                    Map.of(
                        "name",
                        "c",
                        "namespace",
                        "shop",
                        "labels",
                        Map.of("app.kubernetes.io/name", "checkout"),
                        "annotations",
                        Map.of("own", "kept")),
                    "immutable",
                    true,
                    "data",
                    Map.of("a", "b"))));
  }

  @Test
  void everyWayToReferToAConfigMapIsSeen() {
    var pod =
        read(
            PodSpec.class,
            """
            {"volumes": [{"configMap": {"name": "volume"}}, {"secret": {"secretName": "no"}},
               {"projected": {"sources": [{"configMap": {"name": "projected"}}, {}]}}],
             "initContainers": [{"envFrom": [{"configMapRef": {"name": "all"}}, {}]}],
             "containers": [{"env": [{"name": "A", "value": "b"}, {"name": "B", "valueFrom":
               {"configMapKeyRef": {"name": "key", "key": "k"}}}]}]}\
            """);
    assertThat(ConfigMapReferences.of(pod))
        .containsExactlyInAnyOrder("volume", "projected", "all", "key");
  }
}
