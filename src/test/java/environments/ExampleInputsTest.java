package environments;

import static org.assertj.core.api.Assertions.assertThat;

import environments.apps.App;
import environments.apps.BlueGreenRelease;
import environments.apps.BlueGreenServices;
import environments.cluster.Cluster;
import environments.cluster.GatewayReference;
import environments.cluster.PrometheusServer;
import environments.reader.EnvironmentFiles;
import environments.routing.HttpRoute;
import environments.routing.ServiceExposure;
import environments.values.AbsolutePath;
import environments.values.Color;
import environments.values.DnsLabel;
import environments.values.ObjectName;
import environments.values.Quantity;
import environments.values.Reason;
import environments.values.Version;
import environments.workload.Autoscaling;
import environments.workload.Egress;
import environments.workload.EnvironmentVariable;
import environments.workload.Exemption;
import environments.workload.MetricsEndpoint;
import environments.workload.Peer;
import environments.workload.Permission;
import environments.workload.Port;
import environments.workload.Ports;
import environments.workload.Probe;
import environments.workload.Probes;
import environments.workload.Replicas;
import environments.workload.Resources;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Tests that the model contains the values of the project's own environments. */
class ExampleInputsTest {
  private static final EnvironmentFiles FILES = EnvironmentFiles.in(Path.of("."));

  @Test
  void everyFileButTheBaseIsAnEnvironment() {
    assertThat(FILES.names()).containsExactly("dev", "production", "staging");
  }

  @Test
  void appsStandInTheOrderOfTheirNames() {
    assertThat(FILES.read("dev").environment().apps())
        .extracting(app -> app.name().value())
        .containsExactly(
            "api-gateway",
            "checkout",
            "search",
            "streamgate",
            "streamgate-api",
            "streamgate-worker");
  }

  @Test
  void environmentsOverrideTheCluster() {
    var gateway = GatewayReference.of("gateway", "public");
    var production =
        Cluster.PLAIN
            .withRegistries("registry.sluice.test")
            .withGateway(gateway)
            .withRequestsPerSecondMetric("http_requests_per_second")
            .withPrometheusNamespace(DnsLabel.parse("monitoring"));
    assertThat(FILES.read("production").environment().cluster())
        .isEqualTo(
            production.withPrometheus(
                PrometheusServer.of("https://prometheus.production.example")));
    assertThat(FILES.read("dev").environment().cluster())
        .isEqualTo(
            production
                .withPrometheus(
                    new PrometheusServer("http://127.0.0.1:19090", Duration.ofSeconds(2)))
                .withDnsPolicy(Cluster.DnsPolicy.DEFAULT));
  }

  @Test
  void environmentsAddQuotasToTheNamespacesOfTheBase() {
    var namespace = NamespaceSpec.of(DnsLabel.parse("autograph"));
    assertThat(FILES.read("production").environment().namespaces())
        .contains(
            namespace
                .withQuota("pods", Quantity.parse("100"))
                .withQuota("limits.cpu", Quantity.parse("50"))
                .withQuota("limits.memory", Quantity.parse("16Gi")));
    assertThat(FILES.read("dev").environment().namespaces()).contains(namespace);
  }

  @Test
  void autoscalingInAnEnvironmentTakesTheReplicasOfTheBaseOut() {
    assertThat(Shop.blueGreen(FILES.read("dev"), "api-gateway").spec().blue().scaling())
        .isEqualTo(Replicas.of(2));
    assertThat(Shop.blueGreen(FILES.read("production"), "api-gateway").spec().blue().scaling())
        .isEqualTo(Autoscaling.byCpu(4, 12, 70).withMemory(80));
  }

  @Test
  void nullInAnEnvironmentRemovesTheTargetOfTheBase() {
    var app = (App.Canary) Shop.app(FILES.read("dev").environment(), "streamgate-api");
    var stable = Autoscaling.byCpu(2, 4, 70).withMemory(75);
    assertThat(app.spec().stable().scaling()).isEqualTo(stable);
    assertThat(app.spec().canary().scaling()).isEqualTo(Autoscaling.byCpu(2, 4, 70).withMemory(75));
  }

  @Test
  void theCanaryHasWhatTheAppHasButItsOwnSize() {
    var app = (App.Canary) Shop.app(FILES.read("staging").environment(), "streamgate-api");
    var stable = Autoscaling.byCpu(3, 10, 70).withMemory(75).withRequestsPerSecond("200");
    assertThat(app.spec().stable().scaling()).isEqualTo(stable);
    assertThat(app.spec().canary().scaling())
        .isEqualTo(Autoscaling.byCpu(2, 10, 70).withMemory(75).withRequestsPerSecond("200"));
    assertThat(app.spec().canary().workload().env()).isEqualTo(app.spec().workload().env());
    assertThat(app.spec().router())
        .contains(HttpRoute.of("api.streamgate.example").withPin("X-Track", "canary"));
  }

  @Test
  void everyKeyOfABlueGreenAppReachesItsWorkload() {
    var app = Shop.blueGreen(FILES.read("dev"), "checkout");
    var workload = app.spec().workload();
    assertThat(workload.ports())
        .isEqualTo(Ports.of(Port.of("http", 8080), Port.of("metrics", 9090)));
    assertThat(workload.probes())
        .isEqualTo(
            Probes.of(
                Probe.httpGet("http", "/ready"),
                Probe.httpGet("http", "/live").withPeriod(Duration.ofSeconds(10))));
    assertThat(workload.metrics()).contains(MetricsEndpoint.of("metrics"));
    assertThat(workload.resources()).isEqualTo(Resources.of("20m", "500m", "32Mi", "128Mi"));
    assertThat(workload.env())
        .isEqualTo(Map.of("LOG_LEVEL", new EnvironmentVariable.Literal("debug")));
    assertThat(workload.secrets())
        .isEqualTo(
            Map.of(
                ObjectName.parse("checkout-payments"),
                AbsolutePath.parse("/etc/secrets/payments")));
    assertThat(workload.writablePaths())
        .isEqualTo(Map.of(AbsolutePath.parse("/tmp"), Quantity.parse("64Mi")));
    assertThat(workload.exemptions())
        .isEqualTo(
            Map.of(
                Exemption.IMAGE_PINNED,
                Reason.of("The development registry rebuilds its images under the same tags.")));
    assertThat(app.spec().services()).isEqualTo(BlueGreenServices.of(DnsLabel.parse("checkout")));
    assertThat(app.spec().router())
        .contains(HttpRoute.of("shop.example").withPathPrefix("/checkout"));
    assertThat(app.release())
        .isEqualTo(BlueGreenRelease.active(Color.BLUE, Version.parse("1.0.0")));
  }

  @Test
  void peersAreInTheNamespaceOfTheAppUnlessTheyNameAnother() {
    var environment = FILES.read("production").environment();
    var checkout = Shop.app(environment, "checkout").spec().workload();
    var api = Shop.app(environment, "streamgate-api").spec().workload();
    var worker = Shop.app(environment, "streamgate-worker").spec().workload();
    assertThat(checkout.egress())
        .containsExactly(new Egress(peer("shop", "search"), List.of(8080)));
    assertThat(api.ingress())
        .containsExactly(
            new Peer.Namespace(DnsLabel.parse("autograph")), peer("streamgate", "streamgate"));
    assertThat(worker.egress())
        .containsExactly(new Egress(new Peer.Cidr("10.20.0.0/16"), List.of(5432)));
  }

  @Test
  void scalingBehaviorAndRecommendationsReachTheAutoscaledApp() {
    var app = (App.Autoscaled) Shop.app(FILES.read("staging").environment(), "streamgate-worker");
    assertThat(app.spec().autoscaling())
        .isEqualTo(Autoscaling.byCpu(3, 10, 70).withMemory(75).withRequestsPerSecond("100"));
    assertThat(app.spec().workload().recommendsResources()).isTrue();
    assertThat(app.release().version()).isEqualTo(Version.parse("1.1.0"));
  }

  @Test
  void servicesAndPermissionsReachTheApp() {
    var app = Shop.blueGreen(FILES.read("dev"), "streamgate");
    assertThat(app.spec().services().exposure()).isEqualTo(ServiceExposure.loadBalancer());
    assertThat(app.spec().workload().permissions())
        .containsExactly(
            new Permission("", List.of("configmaps"), List.of("get", "list", "watch"), List.of()));
    assertThat(app.spec().workload().probes().startup())
        .contains(
            Probe.httpGet("http", "/ready")
                .withPeriod(Duration.ofSeconds(2))
                .withFailureThreshold(30));
    assertThat(app.spec().workload().ports().first().servicePort()).isEqualTo(80);
  }

  @Test
  void theSourceHoldsTheFilesAndTheReleaseStates() {
    var source = FILES.read("dev").environment().source().orElseThrow();
    assertThat(source.files())
        .containsExactly("environments/base.yaml", "environments/dev.yaml", "Pulumi.dev.yaml");
    assertThat(source.apps().values())
        .extracting(Environment.AppSource::release)
        .containsExactly(
            "{active: blue, versions: {blue: 1.0.0, green: 1.1.0}, weight: 10}",
            "{active: blue, versions: {blue: 1.0.0}}",
            "{versions: {stable: 1.0.0, canary: 1.1.0}, weight: 25}",
            "{active: blue, versions: {blue: 1.0.0}}",
            "{versions: {stable: 1.0.0, canary: 1.1.0}, weight: 5}",
            "{version: 1.0.0}");
  }

  @Test
  void hostnamesOfAnEnvironmentReplaceThoseOfTheBase() {
    assertThat(Shop.blueGreen(FILES.read("staging"), "checkout").spec().router())
        .isEqualTo(Optional.of(HttpRoute.of("staging.shop.example").withPathPrefix("/checkout")));
  }

  private static Peer peer(String namespace, String app) {
    return new Peer.AppPeer(DnsLabel.parse(namespace), DnsLabel.parse(app));
  }
}
