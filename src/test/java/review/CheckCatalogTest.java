package review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import charts.EnvironmentChart;
import charts.Environments;
import environments.Environment;
import environments.values.CheckName;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class CheckCatalogTest {
  @TestFactory
  Stream<DynamicNode> everyEnvironmentPasses() {
    return Environments.all().entrySet().stream()
        .map(
            environment ->
                dynamicTest(
                    environment.getKey(),
                    () ->
                        assertThat(
                                Lint.of(EnvironmentChart.of(environment.getValue()))
                                    .findings(LocalDate.EPOCH))
                            .isEmpty()));
  }

  @TestFactory
  Stream<DynamicNode> everyCheckObjectsToWhatItIsFor() {
    var objects = Environments.objects(Environments.all().get("everything"));
    return CheckCatalog.RULES.stream()
        .map(
            rule ->
                dynamicTest(
                    rule.id(),
                    () -> {
                      var weakened = WeakenedObjects.by(rule.id(), objects);
                      var before = messages(rule.violations(objects));
                      assertThat(messages(rule.violations(weakened)))
                          .isNotEmpty()
                          .isNotEqualTo(before);
                    }));
  }

  private static List<String> messages(List<FieldViolation> violations) {
    return violations.stream().map(FieldViolation::toString).toList();
  }

  @Test
  void checksHaveTheNamesByWhichFilesExemptFromThem() {
    assertThat(CheckCatalog.RULES.stream().map(Rule::id).toList())
        .doesNotHaveDuplicates()
        .isEqualTo(CheckName.ALL);
  }

  @Test
  void findingsSayWhatMustHoldAndWhatIsThere() {
    var objects = Environments.objects(Environments.all().get("everything"));
    var weakened = WeakenedObjects.by("pss-privileged", objects);
    assertThat(check("pss-privileged").violations(weakened))
        .extracting(FieldViolation::toString)
        .containsExactly(
            "Deployment shop/worker: spec.template.spec.containers[0].securityContext.privileged:"
                + " Must be `false`, got `true`.");
  }

  @Test
  void findingsOfSecretsDoNotShowThem() {
    var objects = Environments.objects(Environments.all().get("everything"));
    var weakened = WeakenedObjects.by("no-secret-literals", objects);
    assertThat(check("no-secret-literals").violations(weakened))
        .extracting(FieldViolation::message)
        .containsExactly("Looks like a secret, which must not be here.");
  }

  /**
   * No Ingress is generated: apps are exposed by a route of a Gateway, which has the certificate.
   */
  @Test
  void ingressTlsHasNothingToLookAt() {
    assertThat(kinds(Environments.all()))
        .containsExactly(
            "ConfigMap",
            "Deployment",
            "HTTPRoute",
            "HorizontalPodAutoscaler",
            "Job",
            "Namespace",
            "NetworkPolicy",
            "PodDisruptionBudget",
            "PriorityClass",
            "ResourceQuota",
            "Role",
            "RoleBinding",
            "Service",
            "ServiceAccount",
            "VerticalPodAutoscaler",
            "VirtualService");
  }

  @Test
  void examplesAreExemptedFromTheseChecksOnly() {
    var exemptions = new TreeSet<String>();
    Environments.examples()
        .forEach((name, environment) -> exemptions.addAll(exemptions(name, environment)));
    assertThat(exemptions)
        .containsExactly(
            "dev image-pinned: The development registry rebuilds its images under the same tags.",
            "dev replicas-min-2: An autoscaler owns the number of pods.",
            "dev replicas-min-2: Retired: this side has no version, so it has no pods.",
            "dev replicas-min-2: The numbers of replicas are the weight: this track's share may be"
                + " a single pod, or none.",
            "production replicas-min-2: An autoscaler owns the number of pods.",
            "production replicas-min-2: Retired: this side has no version, so it has no pods.",
            "production replicas-min-2: The numbers of replicas are the weight: this track's share"
                + " may be a single pod, or none.",
            "staging image-pinned: The staging registry rebuilds its images under the same tags.",
            "staging replicas-min-2: An autoscaler owns the number of pods.",
            "staging replicas-min-2: Retired: this side has no version, so it has no pods.");
  }

  private static Rule check(String id) {
    return CheckCatalog.RULES.stream()
        .filter(check -> check.id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private static Set<String> kinds(Map<String, Environment> environments) {
    var kinds = new TreeSet<String>();
    environments
        .values()
        .forEach(e -> Environments.objects(e).manifests().forEach(m -> kinds.add(m.kind())));
    return kinds;
  }

  private static List<String> exemptions(String environment, Environment of) {
    return Environments.objects(of)
        .all()
        .flatMap(object -> object.at("metadata", "annotations").texts().entrySet().stream())
        .filter(annotation -> annotation.getKey().startsWith("sluice.dev/exempt-"))
        .map(
            annotation ->
                environment
                    + " "
                    + annotation.getKey().substring("sluice.dev/exempt-".length())
                    + ": "
                    + annotation.getValue())
        .distinct()
        .toList();
  }
}
