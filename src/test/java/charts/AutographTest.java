package charts;

import static charts.MadeObjects.one;
import static org.assertj.core.api.Assertions.assertThat;

import charts.StreamGateTest.InEveryExample;
import environments.apps.App;
import java.util.List;
import java.util.Map;
import java.util.Set;
import review.ManifestIndex;

/**
 * Tests Autograph's requirements on its api-gateway against the objects of every example
 * environment.
 */
class AutographTest {
  @InEveryExample
  void hasTwoReplicasOrMore(String environment) {
    var objects = objects(environment);
    var active = one(objects, "Deployment", "api-gateway-" + app(environment).release().active());
    assertThat(objects.fewestPods(active)).isEqualTo(environment.equals("production") ? 4 : 2);
  }

  @InEveryExample
  void listensOn8080(String environment) {
    assertThat(objects(environment).containers())
        .hasSize(2)
        .allSatisfy(
            container ->
                assertThat(container.at("ports").items().get(0).value())
                    .contains(Map.of("name", "http", "containerPort", 8080, "protocol", "TCP")));
  }

  @InEveryExample
  void theActiveColorIsTheReleaseStates(String environment) {
    var color = environment.equals("staging") ? "green" : "blue";
    assertThat(selector(environment, "api-gateway-service-active"))
        .containsEntry("sluice.dev/color", color);
  }

  @InEveryExample
  void eachColorHasItsOwnServiceNextToTheActiveOne(String environment) {
    assertThat(objects(environment).ofKind("Service").map(service -> service.manifest().name()))
        .containsExactly(
            "api-gateway-service-active",
            "api-gateway-service-preview",
            "api-gateway-service-blue",
            "api-gateway-service-green");
    assertThat(selector(environment, "api-gateway-service-blue"))
        .containsEntry("sluice.dev/color", "blue");
    assertThat(selector(environment, "api-gateway-service-green"))
        .containsEntry("sluice.dev/color", "green");
  }

  @InEveryExample
  void aVariableHoldsTheColor(String environment) {
    assertThat(objects(environment).containers())
        .hasSize(2)
        .allSatisfy(
            container ->
                assertThat(container.at("env").value())
                    .contains(
                        List.of(
                            Map.of(
                                "name",
                                "COLOR",
                                "valueFrom",
                                Map.of(
                                    "fieldRef",
                                    Map.of("fieldPath", "metadata.labels['sluice.dev/color']"))))));
    assertThat(
            objects(environment)
                .templates()
                .map(t -> t.at("metadata", "labels", "sluice.dev/color").text()))
        .containsExactly("blue", "green");
  }

  @InEveryExample
  void livenessAndReadinessAreProbed(String environment) {
    assertThat(objects(environment).containers())
        .hasSize(2)
        .allSatisfy(
            container -> {
              assertThat(container.at("livenessProbe", "httpGet", "path").text())
                  .isEqualTo("/live");
              assertThat(container.at("readinessProbe", "httpGet", "path").text())
                  .isEqualTo("/ready");
            });
  }

  @InEveryExample
  void cpuAndMemoryAreLimited(String environment) {
    var production = environment.equals("production");
    assertThat(objects(environment).containers())
        .hasSize(2)
        .allSatisfy(
            container ->
                assertThat(container.at("resources", "limits").texts())
                    .containsEntry("cpu", production ? "1" : "500m")
                    .containsEntry("memory", production ? "256Mi" : "128Mi"));
  }

  private static Map<String, String> selector(String environment, String service) {
    return one(objects(environment), "Service", service).at("spec", "selector").texts();
  }

  private static ManifestIndex objects(String environment) {
    var app = app(environment);
    return new ManifestIndex(
        BlueGreenApp.of(app).manifests(), Set.copyOf(app.cluster().registries()));
  }

  private static App.BlueGreen app(String environment) {
    return Environments.app(environment, "api-gateway", App.BlueGreen.class);
  }
}
