package charts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import environments.Environment;
import environments.NamespaceSpec;
import environments.cluster.Cluster;
import environments.values.DnsLabel;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class Fabric8ManifestsTest {
  @Test
  void aDeploymentIsTakenWithItsFieldsInTheOrderOfItsClass() {
    var deployment =
        new DeploymentBuilder()
            .withNewSpec()
            .withReplicas(2)
            .withNewStrategy()
            .withNewRollingUpdate()
            .withMaxSurge(new IntOrString("25%"))
            .withMaxUnavailable(new IntOrString(0))
            .endRollingUpdate()
            .endStrategy()
            .withNewTemplate()
            .withNewSpec()
            .addNewContainer()
            .withName("queue")
            .withNewResources()
            .addToRequests("cpu", new Quantity("250m"))
            .endResources()
            .endContainer()
            .endSpec()
            .endTemplate()
            .endSpec()
            .withNewMetadata()
            .withNamespace("shop")
            .withName("queue")
            .endMetadata()
            .build();
    var manifest = Fabric8Manifests.of(deployment);
    assertThat(manifest.id()).isEqualTo("Deployment shop/queue");
    assertThat(manifest.fields())
        .isEqualTo(
            Map.of(
                "apiVersion",
                "apps/v1",
                "kind",
                "Deployment",
                "metadata",
                Map.of("name", "queue", "namespace", "shop"),
                "spec",
                Map.of(
                    "replicas",
                    2,
                    "strategy",
                    Map.of("rollingUpdate", Map.of("maxSurge", "25%", "maxUnavailable", 0)),
                    "template",
                    Map.of(
                        "spec",
                        Map.of(
                            "containers",
                            List.of(
                                Map.of(
                                    "name",
                                    "queue",
                                    "resources",
                                    Map.of("requests", Map.of("cpu", "250m")))))))));
    assertThat(manifest.fields().keySet())
        .containsExactly("apiVersion", "kind", "metadata", "spec");
  }

  @Test
  void objectsOfTheUserFollowTheAppsInTheirOrder() {
    var construct = Fabric8Manifests.construct("queue", configMap("z"), configMap("a"));
    var shop = NamespaceSpec.of(DnsLabel.parse("shop"));
    var environment =
        Environment.of(DnsLabel.parse("dev"), Cluster.PLAIN, List.of(shop), List.of());
    assertThat(EnvironmentChart.of(environment).with(construct).constructs())
        .filteredOn(made -> made.name().equals("queue"))
        .flatExtracting(Construct::manifests)
        .extracting(Manifest::id)
        .containsExactly("ConfigMap shop/z", "ConfigMap shop/a");
  }

  @Test
  void laterChangesOfTheObjectDoNotReachTheManifest() {
    var configMap = configMap("a");
    var manifest = Fabric8Manifests.of(configMap);
    configMap.setData(Map.of("greeting", "changed"));
    assertThat(manifest.fields()).containsEntry("data", Map.of("greeting", "hello"));
  }

  @Test
  void anObjectWithoutANameIsRefused() {
    assertThatThrownBy(() -> Fabric8Manifests.of(new ConfigMapBuilder().build()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "fabric8: ConfigMap: A manifest needs `apiVersion`, `kind` and `metadata.name`, but"
                + " this one has no `name`.");
  }

  @Test
  void numbersThatAreWholeAreIntegers() {
    var numbers = Map.<String, Object>of("double", 5.0, "long", 7L, "beyond", 4_294_967_296L);
    assertThat(Fabric8Manifests.of(withSpec(numbers)).fields())
        .containsEntry("spec", Map.of("double", 5, "long", 7, "beyond", 4_294_967_296L));
  }

  @Test
  void aFractionIsRefusedWithItsPlace() {
    assertThatThrownBy(() -> Fabric8Manifests.of(withSpec(Map.of("ratios", List.of(1, 0.5)))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "fabric8: Ratio.spec.ratios[1]: Must be a mapping, list, string, 64-bit integer or"
                + " boolean, got `0.5`; write a fraction as a string or a quantity, and omit null"
                + " values.");
  }

  @Test
  void aListIsRefused() {
    var list = withSpec(Map.of());
    list.setAdditionalProperty("items", List.of(configMap("inner")));
    assertThatThrownBy(() -> Fabric8Manifests.of(list))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("fabric8: Ratio.items: Must not be given: kubectl applies each");
  }

  private static GenericKubernetesResource withSpec(Map<String, Object> spec) {
    var resource = new GenericKubernetesResource();
    resource.setApiVersion("example.com/v1");
    resource.setKind("Ratio");
    resource.setMetadata(configMap("half").getMetadata());
    resource.setAdditionalProperty("spec", spec);
    return resource;
  }

  private static io.fabric8.kubernetes.api.model.ConfigMap configMap(String name) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace("shop")
        .endMetadata()
        .addToData("greeting", "hello")
        .build();
  }
}
