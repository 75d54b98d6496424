package charts;

import static charts.MadeObjects.one;
import static charts.MadeObjects.selected;
import static org.assertj.core.api.Assertions.assertThat;

import environments.apps.App;
import environments.apps.BlueGreenRelease;
import environments.apps.CanaryRelease;
import environments.values.Color;
import environments.values.Version;
import environments.values.Weight;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import review.Field;
import review.ManifestIndex;

/**
 * Tests on the objects of every example environment what StreamGate's own scripts checked on its
 * cluster. What needs a cluster, such as a pod that answers, is tested there.
 */
class StreamGateTest {
  /** Runs for each example environment. */
  @Target(ElementType.METHOD)
  @Retention(RetentionPolicy.RUNTIME)
  @ParameterizedTest(name = "{0}")
  @MethodSource("charts.Environments#exampleNames")
  @interface InEveryExample {}

  @Nested
  class BlueGreen {
    @InEveryExample
    void bothDeploymentsExist(String environment) {
      assertThat(namesOf(objects(environment), "Deployment"))
          .containsExactly("streamgate-blue", "streamgate-green");
    }

    @InEveryExample
    void allServicesExist(String environment) {
      assertThat(namesOf(objects(environment), "Service"))
          .containsExactly(
              "streamgate-active", "streamgate-preview", "streamgate-blue", "streamgate-green");
    }

    @InEveryExample
    void blueIsHealthy(String environment) {
      var objects = objects(environment);
      assertIsReadyToServe(objects, one(objects, "Deployment", "streamgate-blue"));
    }

    @InEveryExample
    void greenCanScale(String environment) {
      var app = app(environment);
      var release = BlueGreenRelease.active(Color.BLUE, app.release().activeVersion());
      var retired = synthesized(new App.BlueGreen(app.cluster(), app.spec(), release));
      assertThat(retired.fewestPods(one(retired, "Deployment", "streamgate-green"))).isZero();
      var deployed =
          synthesized(
              new App.BlueGreen(
                  app.cluster(), app.spec(), release.withPreview(release.activeVersion())));
      assertThat(deployed.fewestPods(one(deployed, "Deployment", "streamgate-green")))
          .isEqualTo(deployed.fewestPods(one(deployed, "Deployment", "streamgate-blue")));
    }

    @InEveryExample
    void activeServiceSelectsTheActiveColor(String environment) {
      var active = app(environment).release().active();
      assertThat(selected(objects(environment), "streamgate-active"))
          .containsExactly("streamgate-" + active);
    }

    @InEveryExample
    void probesAskTheAppsOwnPaths(String environment) {
      assertThat(containers(environment)).hasSize(2).allSatisfy(StreamGateTest::assertProbes);
      assertThat(containers(environment))
          .allSatisfy(container -> assertThat(container.at("startupProbe").isPresent()).isTrue());
    }

    @InEveryExample
    void resourcesAreLimited(String environment) {
      assertThat(containers(environment)).hasSize(2).allSatisfy(StreamGateTest::assertLimits);
    }

    @InEveryExample
    void blueHasThreeReplicas(String environment) {
      var objects = objects(environment);
      assertThat(objects.fewestPods(one(objects, "Deployment", "streamgate-blue"))).isEqualTo(3);
    }

    @InEveryExample
    void podsSpreadOverNodes(String environment) {
      assertThat(objects(environment).podSpecs())
          .hasSize(2)
          .allSatisfy(
              pod ->
                  assertThat(
                          pod.at("topologySpreadConstraints").items().stream()
                              .map(constraint -> constraint.at("topologyKey").text()))
                      .containsExactly("kubernetes.io/hostname", "topology.kubernetes.io/zone"));
    }

    @InEveryExample
    void metricsAreExposed(String environment) {
      assertMetrics(objects(environment), "api");
    }

    @InEveryExample
    void updatesAreRollingAndNeverBelowCapacity(String environment) {
      assertStrategies(objects(environment));
    }

    @InEveryExample
    void activeServiceIsALoadBalancer(String environment) {
      assertThat(
              objects(environment)
                  .ofKind("Service")
                  .map(service -> service.at("spec", "type").text()))
          .containsExactly("LoadBalancer", "ClusterIP", "ClusterIP", "ClusterIP");
    }

    @InEveryExample
    void portsAre80And9090(String environment) {
      assertThat(
              one(objects(environment), "Service", "streamgate-active").at("spec", "ports").value())
          .contains(
              List.of(
                  Map.of("name", "http", "port", 80, "targetPort", "http", "protocol", "TCP"),
                  Map.of("name", "api", "port", 9090, "targetPort", "api", "protocol", "TCP")));
    }

    private ManifestIndex objects(String environment) {
      return synthesized(app(environment));
    }

    private App.BlueGreen app(String environment) {
      return Environments.app(environment, "streamgate", App.BlueGreen.class);
    }

    private List<Field> containers(String environment) {
      return objects(environment).containers().toList();
    }
  }

  @Nested
  class Canary {
    @InEveryExample
    void bothDeploymentsExist(String environment) {
      assertThat(namesOf(objects(environment), "Deployment"))
          .containsExactly("streamgate-api-stable", "streamgate-api-canary");
    }

    @InEveryExample
    void bothServicesExist(String environment) {
      assertThat(namesOf(objects(environment), "Service"))
          .containsExactly("streamgate-api-stable", "streamgate-api-canary");
    }

    @InEveryExample
    void stableIsHealthy(String environment) {
      var objects = objects(environment);
      assertIsReadyToServe(objects, one(objects, "Deployment", "streamgate-api-stable"));
    }

    @InEveryExample
    void canaryCanScale(String environment) {
      var app = app(environment);
      var release = CanaryRelease.stable(app.release().stable());
      var retired = synthesized(new App.Canary(app.cluster(), app.spec(), release));
      assertThat(retired.fewestPods(one(retired, "Deployment", "streamgate-api-canary"))).isZero();
      var deployed = withCanary(app);
      assertThat(deployed.fewestPods(one(deployed, "Deployment", "streamgate-api-canary")))
          .isEqualTo(2);
    }

    @InEveryExample
    void probesAskTheAppsOwnPaths(String environment) {
      assertThat(objects(environment).containers())
          .hasSize(2)
          .allSatisfy(StreamGateTest::assertProbes);
    }

    @InEveryExample
    void resourcesAreLimited(String environment) {
      assertThat(objects(environment).containers())
          .hasSize(2)
          .allSatisfy(StreamGateTest::assertLimits);
    }

    @InEveryExample
    void stableHasItsReplicas(String environment) {
      var objects = objects(environment);
      assertThat(objects.fewestPods(one(objects, "Deployment", "streamgate-api-stable")))
          .isEqualTo(environment.equals("dev") ? 2 : 3);
    }

    @InEveryExample
    void metricsAreExposed(String environment) {
      assertMetrics(objects(environment), "metrics");
    }

    @InEveryExample
    void updatesAreRollingAndNeverBelowCapacity(String environment) {
      assertStrategies(objects(environment));
    }

    @InEveryExample
    void portsAre8080And9090(String environment) {
      assertThat(
              objects(environment)
                  .ofKind("Service")
                  .map(service -> service.at("spec", "ports").value()))
          .containsOnly(
              Optional.of(
                  List.of(
                      Map.of("name", "http", "port", 8080, "targetPort", "http", "protocol", "TCP"),
                      Map.of(
                          "name",
                          "metrics",
                          "port",
                          9090,
                          "targetPort",
                          "metrics",
                          "protocol",
                          "TCP"))));
    }

    @InEveryExample
    void imagesOfTheTracksDiffer(String environment) {
      var release = app(environment).release();
      var images = objects(environment).containers().map(container -> container.at("image").text());
      assertThat(images)
          .containsExactly(
              image(release.stable()),
              // Without a version the canary has no pods, and names the version of the stable
              // track.
              image(release.canary().orElse(release.stable())));
      assertThat(
              withCanary(app(environment))
                  .containers()
                  .map(container -> container.at("image").text()))
          .doesNotHaveDuplicates();
    }

    @InEveryExample
    void selectorsTellTheTracksApart(String environment) {
      var objects = objects(environment);
      assertThat(selected(objects, "streamgate-api-stable"))
          .containsExactly("streamgate-api-stable");
      assertThat(selected(objects, "streamgate-api-canary"))
          .containsExactly("streamgate-api-canary");
    }

    private ManifestIndex objects(String environment) {
      return synthesized(app(environment));
    }

    private App.Canary app(String environment) {
      return Environments.app(environment, "streamgate-api", App.Canary.class);
    }

    private ManifestIndex withCanary(App.Canary app) {
      var release =
          CanaryRelease.stable(app.release().stable()).withCanary(Environments.TWO, Weight.of(5));
      return synthesized(new App.Canary(app.cluster(), app.spec(), release));
    }

    private String image(Version version) {
      return "registry.sluice.test/streamgate/api:" + version;
    }
  }

  @Nested
  class Autoscaling {
    @InEveryExample
    void autoscalerExists(String environment) {
      assertThat(namesOf(objects(environment), "HorizontalPodAutoscaler"))
          .containsExactly("streamgate-worker");
    }

    @InEveryExample
    void followsTheCpu(String environment) {
      assertThat(metrics(environment).get(0).value()).contains(utilization("cpu", 70));
    }

    @InEveryExample
    void followsTheMemory(String environment) {
      assertThat(metrics(environment).get(1).value()).contains(utilization("memory", 75));
    }

    @InEveryExample
    void followsTheRateOfRequestsToEachPod(String environment) {
      assertThat(metrics(environment).get(2).value())
          .contains(
              Map.of(
                  "type",
                  "Pods",
                  "pods",
                  Map.of(
                      "metric",
                      Map.of("name", "http_requests_per_second"),
                      "target",
                      Map.of(
                          "type",
                          "AverageValue",
                          "averageValue",
                          environment.equals("dev") ? "50" : "100"))));
    }

    @InEveryExample
    void neverHasFewerPods(String environment) {
      assertThat(spec(environment).at("minReplicas").value())
          .contains(environment.equals("dev") ? 2 : 3);
    }

    @InEveryExample
    void neverHasMorePods(String environment) {
      assertThat(spec(environment).at("maxReplicas").value())
          .contains(environment.equals("dev") ? 6 : 10);
    }

    /**
     * From 3 to 10 pods takes two steps of at most 15 s, which is within the 30 s that StreamGate
     * requires.
     */
    @InEveryExample
    void scalesUpAtOnce(String environment) {
      assertThat(spec(environment).at("behavior", "scaleUp").value())
          .contains(
              Map.of(
                  "stabilizationWindowSeconds",
                  0,
                  "selectPolicy",
                  "Max",
                  "policies",
                  List.of(
                      Map.of("type", "Percent", "value", 100, "periodSeconds", 15),
                      Map.of("type", "Pods", "value", 4, "periodSeconds", 15))));
    }

    /**
     * From 10 to 3 pods takes two minutes of lower demand and two steps of a minute, which is
     * within five minutes.
     */
    @InEveryExample
    void scalesDownWithinFiveMinutes(String environment) {
      assertThat(spec(environment).at("behavior", "scaleDown").value())
          .contains(
              Map.of(
                  "stabilizationWindowSeconds",
                  120,
                  "selectPolicy",
                  "Max",
                  "policies",
                  List.of(Map.of("type", "Percent", "value", 50, "periodSeconds", 60))));
    }

    @InEveryExample
    void targetsTheDeployment(String environment) {
      assertThat(spec(environment).at("scaleTargetRef").value())
          .contains(
              Map.of("apiVersion", "apps/v1", "kind", "Deployment", "name", "streamgate-worker"));
    }

    /**
     * Only the cluster knows its status; this tests everything that it needs to become available.
     */
    @InEveryExample
    void statusCanBecomeAvailable(String environment) {
      var objects = objects(environment);
      assertThat(one(objects, "Deployment", "streamgate-worker").at("spec", "replicas").isPresent())
          .isFalse();
      assertThat(
              objects
                  .containers()
                  .map(container -> container.at("resources", "requests").entries().keySet()))
          .containsExactly(Set.of("cpu", "memory", "ephemeral-storage"));
    }

    @InEveryExample
    void theCanaryHasItsOwn(String environment) {
      var app = Environments.app(environment, "streamgate-api", App.Canary.class);
      var release =
          CanaryRelease.stable(app.release().stable())
              .withCanary(app.release().stable(), Weight.NONE);
      var objects = synthesized(new App.Canary(app.cluster(), app.spec(), release));
      var canary = one(objects, "HorizontalPodAutoscaler", "streamgate-api-canary").at("spec");
      assertThat(canary.at("scaleTargetRef", "name").text()).isEqualTo("streamgate-api-canary");
      assertThat(canary.at("minReplicas").value()).contains(2);
      assertThat(canary.at("maxReplicas").value()).contains(environment.equals("dev") ? 4 : 10);
    }

    private ManifestIndex objects(String environment) {
      return synthesized(Environments.app(environment, "streamgate-worker", App.Autoscaled.class));
    }

    private Field spec(String environment) {
      return one(objects(environment), "HorizontalPodAutoscaler", "streamgate-worker").at("spec");
    }

    private List<Field> metrics(String environment) {
      return spec(environment).at("metrics").items();
    }

    private Map<String, ?> utilization(String resource, int percent) {
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
  }

  private static ManifestIndex synthesized(App app) {
    return new ManifestIndex(
        EnvironmentChart.of(app).manifests(), Set.copyOf(app.cluster().registries()));
  }

  private static List<String> namesOf(ManifestIndex objects, String kind) {
    return objects.ofKind(kind).map(object -> object.manifest().name()).toList();
  }

  private static void assertIsReadyToServe(ManifestIndex objects, Field deployment) {
    assertThat(objects.fewestPods(deployment)).isGreaterThanOrEqualTo(2);
    assertThat(deployment.at("metadata", "labels", "app.kubernetes.io/version").text())
        .isEqualTo("1.0.0");
    assertThat(objects.ofKind("Service").filter(service -> leadsTo(objects, service, deployment)))
        .isNotEmpty();
  }

  private static boolean leadsTo(ManifestIndex objects, Field service, Field deployment) {
    return objects
        .workloadsWith(service, service.at("spec", "selector").texts())
        .contains(deployment);
  }

  private static void assertProbes(Field container) {
    assertThat(container.at("readinessProbe", "httpGet").value())
        .contains(Map.of("path", "/ready", "port", "http"));
    assertThat(container.at("livenessProbe", "httpGet").value())
        .contains(Map.of("path", "/live", "port", "http"));
  }

  private static void assertLimits(Field container) {
    assertThat(container.at("resources", "limits").value())
        .contains(Map.of("cpu", "1", "memory", "256Mi", "ephemeral-storage", "256Mi"));
  }

  private static void assertMetrics(ManifestIndex objects, String port) {
    assertThat(objects.templates())
        .hasSize(2)
        .allSatisfy(
            template ->
                assertThat(template.at("metadata", "annotations").texts())
                    .containsEntry("prometheus.io/scrape", "true")
                    .containsEntry("prometheus.io/port", "9090")
                    .containsEntry("prometheus.io/path", "/metrics"));
    assertThat(objects.ofKind("NetworkPolicy"))
        .hasSize(2)
        .allSatisfy(
            policy ->
                assertThat(policy.at("spec", "ingress").items().get(1).at("ports").value())
                    .contains(List.of(Map.of("port", 9090, "protocol", "TCP"))));
    assertThat(objects.ofKind("Service"))
        .allSatisfy(
            service ->
                assertThat(
                        service.at("spec", "ports").items().stream().map(p -> p.at("name").text()))
                    .contains(port));
  }

  private static void assertStrategies(ManifestIndex objects) {
    assertThat(objects.deployments().map(deployment -> deployment.at("spec", "strategy").value()))
        .hasSize(2)
        .containsOnly(
            Optional.of(
                Map.of(
                    "type",
                    "RollingUpdate",
                    "rollingUpdate",
                    Map.of("maxSurge", "25%", "maxUnavailable", 0))));
  }
}
