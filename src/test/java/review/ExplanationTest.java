package review;

import static org.assertj.core.api.Assertions.assertThat;

import charts.EnvironmentChart;
import environments.reader.EnvironmentFiles;
import environments.reader.Inputs;
import environments.reader.explain.Leaf;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExplanationTest {
  private static final EnvironmentFiles FILES = EnvironmentFiles.in(Path.of(""));
  private static final Map<String, Explanation> KNOWN = new HashMap<>();

  /**
   * Spaces separate the steps of a path, because labels contain dots and slashes; {@code -} is a
   * value of Sluice itself.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          dev | api-gateway | Deployment api-gateway-blue | metadata namespace | base apps.api-gateway.namespace
          dev | api-gateway | Deployment api-gateway-blue | metadata labels sluice.dev/color | -
          dev | api-gateway | Deployment api-gateway-blue | metadata annotations sluice.dev/exempt-image-pinned | environment exemptions.image-pinned
          dev | api-gateway | Deployment api-gateway-blue | spec replicas | base apps.api-gateway.replicas
          dev | api-gateway | Deployment api-gateway-blue | spec minReadySeconds | -
          dev | api-gateway | Deployment api-gateway-blue | spec template spec containers 0 image | base apps.api-gateway.image, release config.sluice:rollouts.api-gateway.versions.blue
          dev | api-gateway | Deployment api-gateway-blue | spec template spec containers 0 ports 1 containerPort | base apps.api-gateway.ports.metrics.containerPort
          dev | api-gateway | Deployment api-gateway-blue | spec template spec containers 0 resources limits memory | base apps.api-gateway.resources.limits.memory
          dev | api-gateway | Deployment api-gateway-blue | spec template spec containers 0 env 0 valueFrom fieldRef fieldPath | base apps.api-gateway.env.COLOR.fieldRef
          dev | api-gateway | Service api-gateway-service-active | metadata name | base apps.api-gateway.services.active
          dev | api-gateway | Service api-gateway-service-active | spec selector sluice.dev/color | release config.sluice:rollouts.api-gateway.active
          dev | api-gateway | HTTPRoute api-gateway | spec parentRefs 0 name | base cluster.gateway.name
          dev | api-gateway | HTTPRoute api-gateway | spec rules 1 backendRefs 1 weight | release config.sluice:rollouts.api-gateway.active, release config.sluice:rollouts.api-gateway.weight
          dev | api-gateway | HTTPRoute api-gateway | spec rules 0 matches 0 headers 0 value | base apps.api-gateway.router.httpRoute.pin.X-Preview
          production | api-gateway | Deployment api-gateway-blue | metadata labels example.com/cost-center | environment apps.api-gateway.labels.example.com/cost-center
          production | api-gateway | Deployment api-gateway-blue | spec template spec containers 0 resources limits memory | environment apps.api-gateway.resources.limits.memory
          dev | checkout | HorizontalPodAutoscaler checkout-blue | spec minReplicas | base apps.checkout.autoscaling.minReplicas
          dev | checkout | HorizontalPodAutoscaler checkout-blue | spec maxReplicas | environment apps.checkout.autoscaling.maxReplicas
          dev | checkout | Deployment checkout-blue | spec template spec containers 0 env 0 value | environment apps.checkout.env.LOG_LEVEL
          production | search | Deployment search-canary | spec replicas | environment apps.search.replicas, release config.sluice:rollouts.search.weight
          dev | search | ConfigMap search-stable-config-400deca631 | metadata name | base apps.search, base apps.search.config.synonyms.txt
          dev | search | ConfigMap search-stable-config-400deca631 | data synonyms.txt | base apps.search.config.synonyms.txt
          dev | search | Deployment search-stable | spec template spec volumes 0 configMap name | base apps.search, base apps.search.config.synonyms.txt
          staging | streamgate-worker | HorizontalPodAutoscaler streamgate-worker | spec metrics 2 pods metric name | base cluster.requestsPerSecondMetric
          staging | streamgate-worker | HorizontalPodAutoscaler streamgate-worker | spec metrics 2 pods target averageValue | base apps.streamgate-worker.autoscaling.requestsPerSecond
          staging | streamgate-worker | HorizontalPodAutoscaler streamgate-worker | spec behavior scaleDown stabilizationWindowSeconds | base apps.streamgate-worker.autoscaling.scaleDown.stabilizationWindow
          staging | streamgate-worker | Deployment streamgate-worker | spec template spec dnsPolicy | environment cluster.dnsPolicy
          production | api-gateway | Deployment api-gateway-blue | metadata labels app.kubernetes.io/version | release config.sluice:rollouts.api-gateway.versions.blue
          production | api-gateway | Deployment api-gateway-blue | spec template spec containers 0 image | base apps.api-gateway.image, release config.sluice:rollouts.api-gateway.versions.blue
          production | _environment | Namespace shop | metadata name | base namespaces.shop
          production | _environment | ResourceQuota quota | spec hard pods | environment namespaces.autograph.quota.pods
          production | _environment | PriorityClass workload | value | base cluster.priorityClass.value
          """)
  void fieldsComeFrom(String environment, String app, String object, String path, String origins) {
    assertThat(origins(explanation(environment, app), object, path)).isEqualTo(origins);
  }

  /** Values that affect no field, and why. */
  private static final Map<String, String> WITHOUT_EFFECT =
      Map.of(
          "(dev|production|staging) apps\\.[a-z-]+\\.strategy",
          "any other would need another release state, so it cannot be changed alone",
          "(dev|production|staging) (apps\\.[a-z-]+\\.analysis|cluster\\.prometheus)\\..*",
          "what a release is measured by, which makes no object",
          "(dev|production|staging) cluster\\.registries\\[0]",
          "a rule about images, which it does not change",
          "production apps\\.(api-gateway|streamgate-api)\\.router\\.httpRoute\\.pin\\..*",
          "in production the preview color and the canary are retired: nothing is pinned to them",
          "production apps\\.streamgate-api\\.tracks\\.canary\\.autoscaling\\..*",
          "a canary that is retired has no autoscaler");

  @Test
  void everyInputValueHasAnEffectUnlessThereIsAReason() {
    var without = FILES.names().stream().flatMap(ExplanationTest::withoutEffect).toList();
    assertThat(without)
        .allSatisfy(value -> assertThat(value).matches(String.join("|", WITHOUT_EFFECT.keySet())));
    assertThat(WITHOUT_EFFECT.keySet())
        .allSatisfy(reason -> assertThat(without).anyMatch(value -> value.matches(reason)));
  }

  private static Stream<String> withoutEffect(String environment) {
    var inputs = FILES.read(environment);
    var leaves = new ArrayList<>(inputs.leaves());
    leaves.addAll(inputs.names());
    constructs(inputs)
        .map(name -> explanation(environment, name))
        .forEach(explanation -> leaves.removeAll(allOrigins(explanation)));
    return leaves.stream().map(leaf -> environment + " " + leaf.keyPath());
  }

  private static Stream<String> constructs(Inputs inputs) {
    return EnvironmentChart.of(inputs.environment()).constructs().stream().map(each -> each.name());
  }

  private static List<Leaf> allOrigins(Explanation explanation) {
    var origins = new ArrayList<Leaf>();
    for (int i = 0; i < explanation.manifests().size(); i++) {
      int manifest = i;
      explanation.paths(i).forEach(path -> origins.addAll(explanation.origins(manifest, path)));
    }
    return origins;
  }

  private static Explanation explanation(String environment, String construct) {
    return KNOWN.computeIfAbsent(
        environment + " " + construct, key -> Explanation.of(FILES.read(environment), construct));
  }

  private static String origins(Explanation explanation, String object, String path) {
    int manifest =
        explanation.manifests().stream()
            .map(each -> each.kind() + " " + each.name())
            .toList()
            .indexOf(object);
    assertThat(manifest).as("index of %s", object).isNotNegative();
    var found =
        explanation.paths(manifest).stream().filter(steps -> text(steps).equals(path)).findFirst();
    assertThat(found).as("%s of %s", path, object).isPresent();
    var origins = explanation.origins(manifest, found.orElseThrow());
    return origins.isEmpty()
        ? "-"
        : origins.stream().map(ExplanationTest::text).distinct().collect(Collectors.joining(", "));
  }

  private static String text(Leaf leaf) {
    return leaf.layer().name().toLowerCase(Locale.ROOT) + " " + leaf.keyPath();
  }

  private static String text(List<Object> steps) {
    return steps.stream().map(String::valueOf).collect(Collectors.joining(" "));
  }
}
