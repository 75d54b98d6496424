package charts;

import static charts.Environments.CLUSTER;
import static charts.Environments.ONE;
import static charts.Environments.TWO;
import static charts.Environments.name;
import static charts.Environments.plain;
import static charts.MadeObjects.one;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import environments.apps.AutoscaledRelease;
import environments.apps.AutoscaledSpec;
import environments.cluster.Cluster;
import environments.routing.ServiceExposure;
import environments.values.Version;
import environments.workload.Autoscaling;
import environments.workload.Workload;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import review.ManifestIndex;

class AutoscaledServiceTest {
  private static final Autoscaling AUTOSCALING =
      Autoscaling.byCpu(3, 10, 70).withMemory(75).withRequestsPerSecond("100");

  @Test
  void makesTheseObjectsInThisOrder() {
    var workload = plain().config("app.yaml", "a: 1\n").recommendResources().build();
    assertThat(app(spec(workload), ONE).manifests().stream().map(Manifest::id))
        .containsExactly(
            "ServiceAccount shop/worker",
            "ConfigMap shop/worker-config-" + ConfigMaps.hash(Map.of("app.yaml", "a: 1\n")),
            "Deployment shop/worker",
            "HorizontalPodAutoscaler shop/worker",
            "VerticalPodAutoscaler shop/worker",
            "NetworkPolicy shop/worker",
            "PodDisruptionBudget shop/worker",
            "Service shop/worker");
  }

  @Test
  void deploymentLeavesTheNumberOfPodsToTheAutoscaler() {
    var deployment = one(objects(spec()), "Deployment", "worker");
    assertThat(deployment.at("spec", "replicas").isPresent()).isFalse();
    assertThat(deployment.at("metadata", "annotations").texts())
        .containsExactly(
            Map.entry("pulumi.com/skipAwait", "true"),
            Map.entry("sluice.dev/exempt-replicas-min-2", "An autoscaler owns the number of pods."),
            Map.entry("polaris.fairwinds.com/deploymentMissingReplicas-exempt", "true"));
  }

  @Test
  void autoscalerHoldsToEveryTargetAndMovesFasterUpThanDown() {
    assertThat(one(objects(spec()), "HorizontalPodAutoscaler", "worker").at("spec").value())
        .contains(
            Map.of(
                "scaleTargetRef",
                Map.of("apiVersion", "apps/v1", "kind", "Deployment", "name", "worker"),
                "minReplicas",
                3,
                "maxReplicas",
                10,
                "metrics",
                List.of(
                    utilization("cpu", 70),
                    utilization("memory", 75),
                    Map.of(
                        "type",
                        "Pods",
                        "pods",
                        Map.of(
                            "metric",
                            Map.of("name", "http_requests_per_second"),
                            "target",
                            Map.of("type", "AverageValue", "averageValue", "100")))),
                "behavior",
                Map.of(
                    "scaleUp",
                    behavior(0, policy("Percent", 100, 15), policy("Pods", 4, 15)),
                    "scaleDown",
                    behavior(120, policy("Percent", 50, 60)))));
  }

  @Test
  void aNewVersionChangesTheDeploymentOnly() {
    assertThat(Changes.between(app(spec(), ONE), app(spec(), TWO)))
        .containsExactly(
            "Deployment shop/worker metadata.labels.app.kubernetes.io/version: 1.0.0 -> 2.0.0",
            "Deployment shop/worker spec.template.metadata.labels.app.kubernetes.io/version: 1.0.0"
                + " -> 2.0.0",
            "Deployment shop/worker spec.template.spec.containers[0].image:"
                + " registry.example/shop/checkout:"
                + ONE
                + " -> registry.example/shop/checkout:"
                + TWO);
  }

  @Test
  void selectorsHoldNoVersion() {
    var deployment = one(objects(spec()), "Deployment", "worker");
    assertThat(deployment.at("spec", "selector", "matchLabels").texts())
        .containsExactly(Map.entry("app.kubernetes.io/name", "worker"));
  }

  @Test
  void verticalAutoscalerOnlyRecommends() {
    var objects = objects(spec(plain().recommendResources().build()));
    assertThat(one(objects, "VerticalPodAutoscaler", "worker").at("spec").value())
        .contains(
            Map.of(
                "targetRef",
                Map.of("apiVersion", "apps/v1", "kind", "Deployment", "name", "worker"),
                "updatePolicy",
                Map.of("updateMode", "Off")));
    assertThat(objects(spec()).ofKind("VerticalPodAutoscaler")).isEmpty();
  }

  @Test
  void serviceCanBeNamedAndExposed() {
    var exposed = spec().withService(name("jobs")).withExposure(ServiceExposure.loadBalancer());
    assertThat(one(objects(exposed), "Service", "jobs").at("spec", "type").text())
        .isEqualTo("LoadBalancer");
  }

  @Test
  void fewerThanTwoPodsAreRefused() {
    assertThatThrownBy(() -> Autoscaling.byCpu(1, 3, 70))
        .hasMessage(
            "minReplicas: Must be between 2 (one pod is an outage whenever its node is drained) and"
                + " 1000, got 1.");
  }

  @Test
  void aMaximumThatIsNotAboveTheMinimumIsRefused() {
    assertThatThrownBy(() -> Autoscaling.byCpu(3, 3, 70))
        .hasMessage("maxReplicas: Must be above `minReplicas` (3), got 3.");
  }

  @Test
  void aRequestRateWithoutAMetricIsRefused() {
    assertThatThrownBy(
            () -> AutoscaledService.of(Cluster.PLAIN, spec(), new AutoscaledRelease(ONE)))
        .hasMessage(
            "autoscaling.requestsPerSecond: Needs the metric's name in"
                + " `cluster.requestsPerSecondMetric`.");
  }

  @Test
  void aVersionWithoutADigestIsRefused() {
    assertThatThrownBy(() -> app(spec(), Version.parse("1.0.0")))
        .hasMessage(
            "release.version: Must have a digest (`1.0.0@sha256:...`), or give a reason under"
                + " `exemptions.image-pinned`.");
  }

  private static AutoscaledSpec spec() {
    return spec(plain().build());
  }

  private static AutoscaledSpec spec(Workload workload) {
    return AutoscaledSpec.of(name("worker"), workload, AUTOSCALING);
  }

  private static AutoscaledService app(AutoscaledSpec spec, Version version) {
    return AutoscaledService.of(CLUSTER, spec, new AutoscaledRelease(version));
  }

  private static ManifestIndex objects(AutoscaledSpec spec) {
    return MadeObjects.objects(app(spec, ONE));
  }

  private static Map<String, ?> utilization(String resource, int percent) {
    return Map.of(
        "type",
        "Resource",
        "resource",
        Map.of(
            "name",
            resource,
            "target",
            Map.of("type", "Utilization", "averageUtilization", percent)));
  }

  private static Map<String, ?> behavior(int window, Map<?, ?>... policies) {
    return Map.of(
        "stabilizationWindowSeconds", window, "selectPolicy", "Max", "policies", List.of(policies));
  }

  private static Map<String, ?> policy(String type, int value, int seconds) {
    return Map.of("type", type, "value", value, "periodSeconds", seconds);
  }
}
