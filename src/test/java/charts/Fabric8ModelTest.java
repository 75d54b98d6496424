package charts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import environments.Environment;
import environments.reader.EnvironmentFiles;
import io.fabric8.istio.api.networking.v1beta1.VirtualService;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.scheduling.v1.PriorityClass;
import io.fabric8.verticalpodautoscaler.api.model.v1.VerticalPodAutoscaler;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import review.GoldenEnvironmentsTest;

/**
 * Our trees are untyped: fabric8's model, which is generated from Kubernetes' own schema, checks
 * that they are right.
 */
final class Fabric8ModelTest {
  /** Istio's {@code v1} has the schema of {@code v1beta1}, the newest version with a model. */
  private static final Map<String, Class<? extends HasMetadata>> MODEL =
      Map.ofEntries(
          Map.entry("v1 ConfigMap", ConfigMap.class),
          Map.entry("v1 Namespace", Namespace.class),
          Map.entry("v1 ResourceQuota", ResourceQuota.class),
          Map.entry("v1 Service", Service.class),
          Map.entry("v1 ServiceAccount", ServiceAccount.class),
          Map.entry("apps/v1 Deployment", Deployment.class),
          Map.entry("batch/v1 Job", Job.class),
          Map.entry("autoscaling/v2 HorizontalPodAutoscaler", HorizontalPodAutoscaler.class),
          Map.entry("autoscaling.k8s.io/v1 VerticalPodAutoscaler", VerticalPodAutoscaler.class),
          Map.entry("gateway.networking.k8s.io/v1 HTTPRoute", HTTPRoute.class),
          Map.entry("networking.istio.io/v1 VirtualService", VirtualService.class),
          Map.entry("networking.k8s.io/v1 NetworkPolicy", NetworkPolicy.class),
          Map.entry("policy/v1 PodDisruptionBudget", PodDisruptionBudget.class),
          Map.entry("rbac.authorization.k8s.io/v1 Role", Role.class),
          Map.entry("rbac.authorization.k8s.io/v1 RoleBinding", RoleBinding.class),
          Map.entry("scheduling.k8s.io/v1 PriorityClass", PriorityClass.class));

  private static final ObjectMapper STRICT =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .annotationIntrospector(new WithoutAnySetters())
          .build();

  @ParameterizedTest
  @MethodSource("review.GoldenEnvironmentsTest#environments")
  void everyManifestOfTheExamplesIsReadAndWrittenBackTheSame(GoldenEnvironmentsTest.Case example) {
    checkModel(example.read());
  }

  @Property(tries = 200)
  @StatisticsReport(StatisticsReport.StatisticsReportMode.OFF)
  void everyManifestOfAnyEnvironmentIsReadAndWrittenBackTheSame(
      @ForAll(supplier = GeneratedEnvironments.class) Environment environment) {
    checkModel(environment);
    manifests(environment).stream().map(Fabric8ModelTest::kind).forEach(Statistics::collect);
    Statistics.coverage(
        coverage -> MODEL.keySet().forEach(kind -> coverage.check(kind).count(n -> n > 0)));
  }

  @Test
  void aFieldThatKubernetesDoesNotKnowIsNoticedAtAnyDepth() {
    for (var environment : EnvironmentFiles.in(Path.of("")).names()) {
      manifests(EnvironmentFiles.in(Path.of("")).read(environment).environment())
          .forEach(
              manifest -> {
                assertUnknownFieldIsNoticed(manifest, misspelled(manifest.fields(), "metadata"));
                if (manifest.fields().get("spec") instanceof Map<?, ?>) {
                  assertUnknownFieldIsNoticed(manifest, misspelled(manifest.fields(), "spec"));
                }
              });
    }
  }

  @Test
  void aFieldThatKubernetesDoesNotKnowIsNoticedInAList() {
    var port = Map.of("port", 80, "tragetPort", "http");
    var service =
        Map.of("apiVersion", "v1", "kind", "Service", "spec", Map.of("ports", List.of(port)));
    assertThatThrownBy(() -> STRICT.convertValue(service, Service.class))
        .hasCauseInstanceOf(UnrecognizedPropertyException.class)
        .hasMessageContaining("tragetPort");
  }

  private static void assertUnknownFieldIsNoticed(Manifest manifest, Map<String, Object> wrong) {
    assertThatThrownBy(() -> STRICT.convertValue(wrong, model(manifest)))
        .as(manifest.id())
        .hasCauseInstanceOf(UnrecognizedPropertyException.class)
        .hasMessageContaining("misspelled");
  }

  private static Map<String, Object> misspelled(Map<String, Object> fields, String key) {
    var changed = new LinkedHashMap<>(fields);
    var inner = new LinkedHashMap<Object, Object>((Map<?, ?>) fields.get(key));
    inner.put("misspelled", "x");
    changed.put(key, inner);
    return changed;
  }

  private static void checkModel(Environment environment) {
    assertThat(manifests(environment))
        .allSatisfy(
            manifest -> {
              var read = STRICT.convertValue(manifest.fields(), model(manifest));
              assertThat(Fabric8Manifests.of(read)).isEqualTo(manifest);
            });
  }

  private static Class<? extends HasMetadata> model(Manifest manifest) {
    assertThat(MODEL).as("fabric8's class for each kind").containsKey(kind(manifest));
    return MODEL.get(kind(manifest));
  }

  private static String kind(Manifest manifest) {
    return manifest.apiVersion() + " " + manifest.kind();
  }

  /** Only our own: users may have kinds that fabric8 does not know. */
  private static List<Manifest> manifests(Environment environment) {
    var foreign = environment.manifests().stream().map(plain -> plain.name().value()).toList();
    return EnvironmentChart.of(environment).constructs().stream()
        .filter(construct -> !foreign.contains(construct.name()))
        .flatMap(construct -> construct.manifests().stream())
        .toList();
  }

  /** fabric8's classes silently keep unknown fields. */
  private static final class WithoutAnySetters extends JacksonAnnotationIntrospector {
    private static final long serialVersionUID = 1L;

    @Override
    public Boolean hasAnySetter(Annotated annotated) {
      return false;
    }
  }
}
