package environments;

import static org.assertj.core.api.Assertions.assertThat;

import environments.analysis.HttpMetric;
import environments.analysis.JobMetric;
import environments.analysis.Level;
import environments.analysis.Metric;
import environments.analysis.SmokeTest;
import environments.analysis.SmokeTestJob;
import environments.analysis.Thresholds;
import environments.apps.CanaryRelease;
import environments.cluster.IstioGateway;
import environments.cluster.PrometheusServer;
import environments.routing.VirtualService;
import environments.values.DnsLabel;
import environments.values.Hostname;
import environments.values.ObjectName;
import environments.values.Quantity;
import environments.values.Version;
import environments.values.Weight;
import environments.workload.EnvironmentVariable;
import environments.workload.MetricsEndpoint;
import environments.workload.Resources;
import environments.workload.ScalingBehavior;
import environments.workload.ScalingBehavior.Policy;
import environments.workload.ScalingBehavior.SelectPolicy;
import environments.workload.UserMetadata;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Each optional part of a spec can be changed separately, and everything else stays. */
class SpecChangesTest {
  private static final DnsLabel NAME = DnsLabel.parse("errors");

  @Test
  void metricsOfAnAnalysis() {
    var request = SmokeTest.Request.of("http", "/");
    assertThat(HttpMetric.of(NAME, request).withCount(20, 19).withTimeout(Duration.ofSeconds(5)))
        .isEqualTo(
            new HttpMetric(NAME, request, 20, 19, Duration.ofSeconds(5), Metric.Mode.DECIDES));
    assertThat(HttpMetric.of(NAME, request).asDryRun())
        .isEqualTo(new HttpMetric(NAME, request, 3, 2, Duration.ofSeconds(2), Metric.Mode.DRY_RUN));
    assertThat(JobMetric.of(NAME).asDryRun()).isEqualTo(new JobMetric(NAME, Metric.Mode.DRY_RUN));
    assertThat(Thresholds.max("5%").withMin("1%").withMaxRelative("150%"))
        .isEqualTo(
            new Thresholds(
                Optional.of(Level.parse("5%")),
                Optional.of(Level.parse("1%")),
                Optional.of(Level.parse("150%"))));
  }

  @Test
  void smokeTests() {
    var token = new EnvironmentVariable.Literal("a");
    assertThat(
            SmokeTestJob.of("/smoke")
                .withArgs("-v", "all")
                .withEnv("TOKEN", token)
                .withTimeout(Duration.ofSeconds(9)))
        .isEqualTo(
            new SmokeTestJob(
                List.of("/smoke"),
                List.of("-v", "all"),
                Optional.empty(),
                Map.of("TOKEN", token),
                Duration.ofSeconds(9)));
  }

  @Test
  void metricsThatPrometheusReads() {
    assertThat(MetricsEndpoint.of("http").withPath("/stats"))
        .isEqualTo(new MetricsEndpoint("http", "/stats"));
    assertThat(
            PrometheusServer.of("https://prometheus.example")
                .withScrapeInterval(Duration.ofSeconds(5)))
        .isEqualTo(new PrometheusServer("https://prometheus.example", Duration.ofSeconds(5)));
  }

  @Test
  void autoscalers() {
    var policy = Policy.pods(1, Duration.ofMinutes(1));
    assertThat(
            ScalingBehavior.DEFAULT_DOWN
                .withStabilizationWindow(Duration.ofMinutes(5))
                .withSelectPolicy(SelectPolicy.MIN)
                .withPolicies(policy))
        .isEqualTo(new ScalingBehavior(Duration.ofMinutes(5), SelectPolicy.MIN, List.of(policy)));
  }

  @Test
  void releaseStates() {
    var version = Version.parse("1.0.0");
    var release = CanaryRelease.stable(version).withCanary(version, Weight.of(10));
    assertThat(release.withWeight(Weight.of(50)))
        .isEqualTo(new CanaryRelease(version, Optional.of(version), Weight.of(50)));
  }

  @Test
  void labelsAndResources() {
    assertThat(UserMetadata.NONE.withLabel("team", "shop").withAnnotation("example.com/on", "call"))
        .isEqualTo(new UserMetadata(Map.of("team", "shop"), Map.of("example.com/on", "call")));
    var resources = Resources.of("10m", "20m", "16Mi", "32Mi").withEphemeralStorage("1Gi", "2Gi");
    assertThat(resources.requests())
        .isEqualTo(
            new Resources.Amounts(
                Quantity.parse("10m"), Quantity.parse("16Mi"), Quantity.parse("1Gi")));
    assertThat(resources.limits())
        .isEqualTo(
            new Resources.Amounts(
                Quantity.parse("20m"), Quantity.parse("32Mi"), Quantity.parse("2Gi")));
  }

  @Test
  void gatewaysOfIstio() {
    assertThat(VirtualService.of("shop.example").withGateways("istio-system/public", "mesh/inner"))
        .isEqualTo(
            new VirtualService(
                List.of(Hostname.parse("shop.example")),
                List.of(
                    new IstioGateway(DnsLabel.parse("istio-system"), ObjectName.parse("public")),
                    new IstioGateway(DnsLabel.parse("mesh"), ObjectName.parse("inner"))),
                Optional.empty(),
                Map.of()));
  }
}
