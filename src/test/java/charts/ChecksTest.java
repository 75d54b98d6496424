package charts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import environments.BlueGreenRelease;
import environments.BlueGreenSpec;
import environments.Color;
import environments.Environment;
import environments.EnvironmentVariable;
import environments.Exemption;
import environments.ObjectName;
import environments.Replicas;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ChecksTest {
  @TestFactory
  Stream<DynamicNode> everyEnvironmentPasses() {
    return Environments.all().entrySet().stream()
        .map(
            environment -> {
              var objects = Environments.objects(environment.getValue());
              return dynamicContainer(
                  environment.getKey(),
                  Checks.ALL.stream()
                      .map(
                          check ->
                              dynamicTest(
                                  check.id(),
                                  () -> assertThat(check.findings(objects)).isEmpty())));
            });
  }

  @TestFactory
  Stream<DynamicNode> everyCheckObjectsToWhatItIsFor() {
    var objects = Environments.objects(Environments.all().get("everything"));
    return Checks.ALL.stream()
        .map(
            check ->
                dynamicTest(
                    check.id(),
                    () -> {
                      var weakened = WeakenedObjects.by(check.id(), objects);
                      assertThat(check.findings(weakened)).isNotEmpty();
                    }));
  }

  @Test
  void checksHaveDistinctNames() {
    assertThat(Checks.ALL.stream().map(Check::id)).doesNotHaveDuplicates().hasSize(53);
  }

  @Test
  void findingsSayWhatMustHoldAndWhatIsThere() {
    var objects = Environments.objects(Environments.all().get("everything"));
    var weakened = WeakenedObjects.by("pss-privileged", objects);
    assertThat(check("pss-privileged").findings(weakened))
        .extracting(Finding::toString)
        .containsExactly(
            "Deployment shop/worker: spec.template.spec.containers[0].securityContext.privileged:"
                + " Must be `false`, but is `true`.");
  }

  @Test
  void findingsOfSecretsDoNotShowThem() {
    var objects = Environments.objects(Environments.all().get("everything"));
    var weakened = WeakenedObjects.by("no-secret-literals", objects);
    assertThat(check("no-secret-literals").findings(weakened))
        .extracting(Finding::message)
        .containsExactly("Must be no secret, but looks like one.");
  }

  /**
   * No Ingress is made: what is reached from outside is reached by a route of a Gateway, which has
   * the certificate.
   */
  @Test
  void ingressTlsHasNothingToLookAt() {
    assertThat(kinds(Environments.all()))
        .containsExactly(
            "ConfigMap",
            "Deployment",
            "HTTPRoute",
            "HorizontalPodAutoscaler",
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
            "dev replicas-min-2: Retired: this side has no version, so it has no pods.",
            "dev replicas-min-2: The numbers of replicas are the weight: this track's share may be"
                + " a single pod, or none.",
            "production replicas-min-2: Retired: this side has no version, so it has no pods.",
            "production replicas-min-2: The numbers of replicas are the weight: this track's share"
                + " may be a single pod, or none.",
            "staging image-pinned: The staging registry rebuilds its images under the same tags.",
            "staging replicas-min-2: Retired: this side has no version, so it has no pods.");
  }

  @Test
  void anExemptionNeedsItsReason() {
    var deployment = exempted("The library reads no files.");
    assertThat(check("secrets-as-files").findings(deployment)).isEmpty();
    assertThat(check("secrets-as-files").findings(exempted(" ")))
        .extracting(Finding::toString)
        .containsExactly(
            "Deployment shop/checkout-blue:"
                + " spec.template.spec.containers[0].env[0].valueFrom.secretKeyRef: Must be absent,"
                + " but is {name=signing, key=key}.",
            "Deployment shop/checkout-green:"
                + " spec.template.spec.containers[0].env[0].valueFrom.secretKeyRef: Must be absent,"
                + " but is {name=signing, key=key}.");
  }

  @Test
  void anExemptionFromTheDigestExcusesNoOtherRegistryAndNotLatest() {
    var objects = Environments.objects(Environments.example("dev"));
    var latest =
        WeakenedObjects.with(
            objects,
            "Deployment",
            "evil.example/app:latest",
            "spec",
            "template",
            "spec",
            "containers",
            0,
            "image");
    assertThat(check("image-pinned").findings(latest)).isEmpty();
    assertThat(check("image-tag").findings(latest)).hasSize(1);
    assertThat(check("image-registry").findings(latest)).hasSize(1);
  }

  private static Objects exempted(String reason) {
    var workload =
        Environments.plain()
            .env(
                "SIGNING", new EnvironmentVariable.SecretKeyRef(ObjectName.parse("signing"), "key"))
            .exempt(Exemption.SECRETS_AS_FILES, "The library reads no files.")
            .build();
    var app =
        BlueGreenApp.of(
            Environments.CLUSTER,
            BlueGreenSpec.of(Environments.name("checkout"), workload, Replicas.of(2)),
            BlueGreenRelease.active(Color.BLUE, Environments.ONE).withPreview(Environments.TWO));
    var manifests = new ArrayList<Manifest>();
    app.manifests().stream()
        .filter(manifest -> manifest.kind().equals("Deployment"))
        .map(
            manifest ->
                WeakenedObjects.with(
                    manifest,
                    reason,
                    "metadata",
                    "annotations",
                    "sluice.dev/exempt-secrets-as-files"))
        .forEach(manifests::add);
    return new Objects(manifests, Set.of());
  }

  private static Check check(String id) {
    return Checks.ALL.stream().filter(check -> check.id().equals(id)).findFirst().orElseThrow();
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
