package rollouts.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import e2e.SharesCluster;
import environments.analysis.Analysis;
import environments.analysis.HttpMetric;
import environments.analysis.PrometheusMetric;
import environments.analysis.Query;
import environments.analysis.SmokeTest;
import environments.analysis.Thresholds;
import environments.cluster.PrometheusServer;
import environments.values.DnsLabel;
import environments.values.ImageRepository;
import environments.values.Version;
import environments.workload.Port;
import environments.workload.Ports;
import environments.workload.Probe;
import environments.workload.Probes;
import environments.workload.Resources;
import environments.workload.Workload;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import stacks.cluster.Fabric8Cluster;
import stacks.cluster.Ticker;

/**
 * Tests the ready-made metrics on good and bad versions, with the Prometheus of the cluster, whose
 * URL is in {@code TESTBED_PROMETHEUS}. Requires the test images. All requests go through the API
 * server.
 */
@SharesCluster
final class PrometheusIT {
  private static final DnsLabel NAMESPACE = DnsLabel.parse("ana-prometheus");
  private static final DnsLabel ERRORS = DnsLabel.parse("errors");
  private static final DnsLabel LATENCY = DnsLabel.parse("latency");
  private static final DnsLabel PAGE = DnsLabel.parse("page");
  private static final Duration WINDOW = Duration.ofSeconds(30);
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int SAMPLES = 20;

  private static final Workload WORKLOAD =
      Workload.builder()
          .namespace(NAMESPACE)
          .image(ImageRepository.parse("registry.sluice.test/shop/checkout"))
          .ports(Ports.of(Port.of("http", 8080)))
          .probes(Probes.of(Probe.httpGet("http", "/ready"), Probe.httpGet("http", "/live")))
          .resources(Resources.of("10m", "500m", "32Mi", "64Mi"))
          .build();

  private static final Analysis ANALYSIS =
      Analysis.of(
              PrometheusMetric.of(
                  ERRORS,
                  new Query.ErrorRate(Query.ErrorRate.DEFAULT_METRIC, SAMPLES),
                  Thresholds.max("1%").withMaxRelative("150%")),
              PrometheusMetric.of(
                  LATENCY,
                  new Query.P95Latency(Query.P95Latency.DEFAULT_METRIC, SAMPLES),
                  Thresholds.max("200ms")),
              HttpMetric.of(PAGE, SmokeTest.Request.of("http", "/version")))
          .withInterval(WINDOW);

  private static final Fabric8Cluster CLUSTER = Fabric8Cluster.of(Optional.empty());
  private static final KubernetesClient CLIENT = CLUSTER.client();
  private static final ScheduledExecutorService LOAD = Executors.newScheduledThreadPool(8);
  private static final Map<String, MeasuredSide> SIDES = new LinkedHashMap<>();

  private static final LiveMeasurements MEASUREMENTS =
      LiveMeasurements.of(
          Optional.of(PrometheusServer.of(System.getenv("TESTBED_PROMETHEUS"))),
          Optional.empty(),
          CLUSTER::get,
          side -> Optional.empty(),
          Ticker.SYSTEM);

  @BeforeAll
  static void runAllVersionsUnderLoad() {
    var namespace = new NamespaceBuilder().withNewMetadata().withName(NAMESPACE.value());
    CLIENT.resource(namespace.endMetadata().build()).serverSideApply();
    var versions = List.of("1.0.0", "1.1.0", "2.0.0-errors", "2.0.0-slow", "1.2.0");
    versions.forEach(version -> CLIENT.resource(deployment(version)).serverSideApply());
    versions.forEach(version -> SIDES.put(version, side(version)));
    versions.subList(0, 4).forEach(PrometheusIT::load);
    Ticker.SYSTEM.pause(WINDOW.plusSeconds(5));
  }

  @AfterAll
  static void leaveNothingBehind() {
    LOAD.shutdownNow();
    CLIENT.apps().deployments().inNamespace(NAMESPACE.value()).delete();
    CLIENT.pods().inNamespace(NAMESPACE.value()).withGracePeriod(0).delete();
    CLIENT.namespaces().withName(NAMESPACE.value()).delete();
    CLUSTER.close();
  }

  private static String name(String version) {
    return "checkout-" + version.replace('.', '-');
  }

  private static Deployment deployment(String version) {
    var labels = Map.of("app", name(version));
    return new DeploymentBuilder()
        .withNewMetadata()
        .withName(name(version))
        .withNamespace(NAMESPACE.value())
        .endMetadata()
        .withNewSpec()
        .withReplicas(1)
        .withNewSelector()
        .withMatchLabels(labels)
        .endSelector()
        .withNewTemplate()
        .withNewMetadata()
        .withLabels(labels)
        .withAnnotations(Map.of("prometheus.io/scrape", "true", "prometheus.io/port", "9090"))
        .endMetadata()
        .withNewSpec()
        .withDnsPolicy("Default")
        .addNewContainer()
        .withName("checkout")
        .withImage("registry.sluice.test/shop/checkout:" + version)
        .withNewReadinessProbe()
        .withPeriodSeconds(1)
        .withNewHttpGet()
        .withPath("/ready")
        .withNewPort(8080)
        .endHttpGet()
        .endReadinessProbe()
        .endContainer()
        .endSpec()
        .endTemplate()
        .endSpec()
        .build();
  }

  private static MeasuredSide side(String version) {
    CLIENT
        .apps()
        .deployments()
        .inNamespace(NAMESPACE.value())
        .withName(name(version))
        .waitUntilReady(2, TimeUnit.MINUTES);
    var pods = CLIENT.pods().inNamespace(NAMESPACE.value()).withLabel("app", name(version)).list();
    return new MeasuredSide(
        DnsLabel.parse("checkout"),
        DnsLabel.parse(name(version)),
        WORKLOAD,
        Version.parse(version),
        pods.getItems().stream().map(pod -> pod.getMetadata().getName()).toList());
  }

  /** Runs two clients, each with at most one request every 300 ms. */
  private static void load(String version) {
    var pod = SIDES.get(version).pods().get(0);
    Runnable request =
        () -> assertThat(CLUSTER.get(NAMESPACE.value(), pod, 8080, "/", PATIENCE)).isPresent();
    for (int i = 0; i < 2; i++) {
      var unused = LOAD.scheduleWithFixedDelay(request, 0, 300, TimeUnit.MILLISECONDS);
    }
  }

  private static Map<DnsLabel, Verdict> verdicts(String version) {
    var run = AnalysisRun.of(ANALYSIS).step(Duration.ZERO);
    var round = MEASUREMENTS.measure(ANALYSIS, SIDES.get(version), SIDES.get("1.0.0"));
    var verdicts = new LinkedHashMap<DnsLabel, Verdict>();
    for (var judgement : run.after(round).judgements()) {
      System.out.println(version + " " + judgement.verdict() + " " + judgement);
      verdicts.put(judgement.metric(), judgement.verdict());
    }
    return verdicts;
  }

  @Test
  void prometheusIsThere() {
    assertThat(MEASUREMENTS.trouble(ANALYSIS)).isEmpty();
  }

  @Test
  void goodVersionPasses() {
    assertThat(verdicts("1.1.0"))
        .isEqualTo(Map.of(ERRORS, Verdict.PASS, LATENCY, Verdict.PASS, PAGE, Verdict.PASS));
  }

  @Test
  void versionWithErrorsFailsByItsErrorRate() {
    assertThat(verdicts("2.0.0-errors"))
        .isEqualTo(Map.of(ERRORS, Verdict.FAIL, LATENCY, Verdict.PASS, PAGE, Verdict.PASS));
  }

  @Test
  void slowVersionFailsByItsLatency() {
    assertThat(verdicts("2.0.0-slow"))
        .isEqualTo(Map.of(ERRORS, Verdict.PASS, LATENCY, Verdict.FAIL, PAGE, Verdict.PASS));
  }

  @Test
  void versionWithoutRequestsIsInconclusive() {
    assertThat(verdicts("1.2.0"))
        .isEqualTo(
            Map.of(
                ERRORS, Verdict.INCONCLUSIVE, LATENCY, Verdict.INCONCLUSIVE, PAGE, Verdict.PASS));
  }
}
