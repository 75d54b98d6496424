package rollouts;

import static org.assertj.core.api.Assertions.assertThat;
import static rollouts.plan.ReleaseTesting.WORKLOAD;

import environments.analysis.Analysis;
import environments.analysis.HttpMetric;
import environments.analysis.JobMetric;
import environments.analysis.SmokeTest;
import environments.analysis.SmokeTestJob;
import environments.apps.App;
import environments.apps.AutoscaledRelease;
import environments.apps.AutoscaledSpec;
import environments.apps.BlueGreenRelease;
import environments.apps.BlueGreenSpec;
import environments.cluster.Cluster;
import environments.cluster.GatewayReference;
import environments.routing.HttpRoute;
import environments.values.Color;
import environments.values.DnsLabel;
import environments.values.Version;
import environments.workload.Autoscaling;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests which permissions a user needs before a release begins. */
final class PermissionsTest {
  private static final DnsLabel WEB = DnsLabel.parse("web");
  private static final Cluster CLUSTER =
      Cluster.PLAIN.withGateway(GatewayReference.of("gateway", "public"));
  private static final Autoscaling SCALING = Autoscaling.byCpu(2, 4, 70);
  private static final List<String> ALWAYS =
      List.of("patch deployments.apps", "list pods", "patch services", "update configmaps");

  private static List<String> rights(App app) {
    return Permissions.rights(app).stream().map(Permissions.Right::toString).toList();
  }

  @Test
  void anAppOfOneSideGoesBackByItsDeployment() {
    var release = new AutoscaledRelease(Version.parse("1.0.0"));
    assertThat(
            rights(
                new App.Autoscaled(
                    Cluster.PLAIN, AutoscaledSpec.of(WEB, WORKLOAD, SCALING), release)))
        .isEqualTo(ALWAYS);
  }

  @Test
  void whatHasMoreObjectsNeedsThemForTheRollbackToo() {
    var spec =
        BlueGreenSpec.of(WEB, WORKLOAD.toBuilder().config("app.properties", "a=b").build(), SCALING)
            .withRouter(HttpRoute.of("web.example"))
            .withSmokeTest(SmokeTest.of(SmokeTestJob.of("/smoke-test")));
    var release = BlueGreenRelease.active(Color.BLUE, Version.parse("1.0.0"));
    assertThat(rights(new App.BlueGreen(CLUSTER, spec, release)))
        .isEqualTo(
            List.of(
                "patch deployments.apps",
                "list pods",
                "patch services",
                "update configmaps",
                "patch httproutes.gateway.networking.k8s.io",
                "create horizontalpodautoscalers.autoscaling",
                "patch horizontalpodautoscalers.autoscaling",
                "delete horizontalpodautoscalers.autoscaling",
                "get deployments.apps/scale",
                "update deployments.apps/scale",
                "create jobs.batch",
                "delete jobs.batch",
                "create networkpolicies.networking.k8s.io",
                "delete networkpolicies.networking.k8s.io",
                "create configmaps",
                "delete configmaps"));
  }

  @Test
  void whatIsMeasuredOfPodsTakesTheRightToAskThem() {
    var spec = BlueGreenSpec.of(WEB, WORKLOAD, SCALING).withRouter(HttpRoute.of("web.example"));
    var metrics =
        Analysis.of(
            HttpMetric.of(DnsLabel.parse("answers"), SmokeTest.Request.of("http", "/version")),
            JobMetric.of(DnsLabel.parse("orders")));
    var job = SmokeTest.of(SmokeTestJob.of("/smoke-test"));
    var release = BlueGreenRelease.active(Color.BLUE, Version.parse("1.0.0"));
    var app = new App.BlueGreen(CLUSTER, spec.withSmokeTest(job).withAnalysis(metrics), release);
    assertThat(Permissions.ofMetrics(app))
        .extracting(Permissions.Right::toString)
        .isEqualTo(
            List.of("get pods/proxy", "create jobs.batch", "get jobs.batch", "delete jobs.batch"));
    assertThat(Permissions.ofMetrics(new App.BlueGreen(CLUSTER, spec, release))).isEmpty();
  }
}
