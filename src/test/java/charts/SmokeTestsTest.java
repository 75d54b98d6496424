package charts;

import static org.assertj.core.api.Assertions.assertThat;

import environments.analysis.SmokeTest;
import environments.analysis.SmokeTestJob;
import environments.apps.App;
import environments.apps.BlueGreenRelease;
import environments.apps.BlueGreenSpec;
import environments.cluster.Cluster;
import environments.values.Color;
import environments.values.DnsLabel;
import environments.values.Version;
import environments.workload.Egress;
import environments.workload.Peer;
import environments.workload.Replicas;
import environments.workload.Workload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Tests the Jobs that test colors; {@code golden/smoke-test} contains complete ones. */
class SmokeTestsTest {
  private static final DnsLabel CHECKOUT = DnsLabel.parse("checkout");
  private static final SmokeTestJob JOB = SmokeTestJob.of("/test");

  private static List<Manifest> manifests(
      UnaryOperator<Workload.Builder> change, SmokeTestJob job, Version... versions) {
    var workload = change.apply(Environments.plain()).build();
    var active = BlueGreenRelease.active(Color.BLUE, versions[0]);
    var spec =
        BlueGreenSpec.of(CHECKOUT, workload, Replicas.of(2)).withSmokeTest(SmokeTest.of(job));
    return BlueGreenApp.of(
            new App.BlueGreen(
                Cluster.PLAIN,
                spec,
                versions.length == 1 ? active : active.withPreview(versions[1])))
        .manifests();
  }

  private static List<Manifest> both() {
    return manifests(w -> w, JOB, Environments.ONE, Environments.TWO);
  }

  private static List<Manifest> ofKind(List<Manifest> manifests, String kind) {
    return manifests.stream().filter(manifest -> manifest.kind().equals(kind)).toList();
  }

  private static List<String> jobs(List<Manifest> manifests) {
    return ofKind(manifests, "Job").stream().map(Manifest::name).toList();
  }

  private static String blue(UnaryOperator<Workload.Builder> change, SmokeTestJob job) {
    return jobs(manifests(change, job, Environments.ONE)).get(0);
  }

  @Test
  void eachColorThatRunsAVersionIsTested() {
    assertThat(jobs(both()))
        .hasSize(2)
        .element(0)
        .asString()
        .matches("checkout-blue-smoke-test-[0-9a-f]{8}");
    assertThat(jobs(both()).get(1)).matches("checkout-green-smoke-test-[0-9a-f]{8}");
    assertThat(jobs(manifests(w -> w, JOB, Environments.ONE))).hasSize(1);
  }

  @Test
  void anotherTestOrAnotherThingToTestIsAnotherJob() {
    var name = blue(w -> w, JOB);
    assertThat(blue(w -> w, SmokeTestJob.of("/test"))).isEqualTo(name);
    var others =
        List.of(
            jobs(manifests(w -> w, JOB, Environments.TWO)).get(0),
            blue(w -> w.env("LOG_LEVEL", "debug"), JOB),
            blue(w -> w.config("a.txt", "a"), JOB),
            blue(w -> w, SmokeTestJob.of("/test", "--all")),
            blue(w -> w, JOB.withTimeout(Duration.ofMinutes(1))));
    assertThat(others).doesNotHaveDuplicates().doesNotContain(name);
  }

  @Test
  void whatItsPodsDoNotReadIsTheSameTest() {
    var name = blue(w -> w, JOB);
    var egress = new Egress(new Peer.Cidr("10.0.0.0/8"), List.of());
    assertThat(blue(w -> w.egress(egress).maxUnavailable(1), JOB)).isEqualTo(name);
  }

  /** This includes the Jobs of the other color. */
  @Test
  void noSelectorButThatOfItsPolicyFindsItsPods() {
    for (var job : ofKind(both(), "Job")) {
      var selecting = new ArrayList<String>();
      for (var manifest : both()) {
        if (labels(job).entrySet().containsAll(selector(manifest).entrySet())
            && !selector(manifest).isEmpty()) {
          selecting.add(manifest.id());
        }
      }
      assertThat(selecting)
          .containsExactly(
              "NetworkPolicy shop/" + job.name().substring(0, job.name().length() - 9));
    }
  }

  @Test
  void noSelectorOfAnEnvironmentWithEverythingFindsItsPods() {
    var manifests = Environments.objects(Environments.all().get("everything")).manifests();
    var jobs = ofKind(manifests, "Job");
    assertThat(jobs).hasSize(2);
    assertThat(manifests)
        .filteredOn(manifest -> !manifest.kind().equals("NetworkPolicy"))
        .filteredOn(manifest -> !selector(manifest).isEmpty())
        .hasSizeGreaterThan(30)
        .allSatisfy(
            manifest ->
                assertThat(jobs)
                    .noneMatch(
                        job -> labels(job).entrySet().containsAll(selector(manifest).entrySet())));
  }

  private static Map<String, Object> labels(Manifest job) {
    return mapping(
        mapping(mapping(mapping(job.fields(), "spec"), "template"), "metadata"), "labels");
  }

  private static Map<String, Object> selector(Manifest manifest) {
    var spec = mapping(manifest.fields(), "spec");
    return switch (manifest.kind()) {
      case "Service" -> mapping(spec, "selector");
      case "NetworkPolicy" -> mapping(mapping(spec, "podSelector"), "matchLabels");
      default -> mapping(mapping(spec, "selector"), "matchLabels");
    };
  }

  @SuppressWarnings("unchecked") // a manifest's mappings have string keys by construction
  private static Map<String, Object> mapping(Map<String, Object> parent, String key) {
    return (Map<String, Object>) parent.getOrDefault(key, Map.of());
  }

  @Test
  void itsPodIsAdmittedWhereItsNamespaceIsNot() {
    var own = manifests(w -> w, JOB, Environments.ONE);
    var edge =
        manifests(
            w -> w.ingress(new Peer.Namespace(DnsLabel.parse("edge"))), JOB, Environments.ONE);
    assertThat(policy(own)).doesNotContain("smoke-test");
    assertThat(policy(edge))
        .contains(
            "{podSelector={matchLabels={app.kubernetes.io/instance=checkout-blue-smoke-test}}}");
  }

  private static String policy(List<Manifest> manifests) {
    return ofKind(manifests, "NetworkPolicy").stream()
        .filter(manifest -> manifest.name().equals("checkout-blue"))
        .map(manifest -> manifest.fields().toString())
        .findFirst()
        .orElseThrow();
  }
}
