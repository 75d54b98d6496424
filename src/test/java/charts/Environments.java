package charts;

import environments.Environment;
import environments.NamespaceSpec;
import environments.analysis.SmokeTest;
import environments.analysis.SmokeTestJob;
import environments.apps.App;
import environments.apps.AutoscaledRelease;
import environments.apps.AutoscaledSpec;
import environments.apps.BlueGreenRelease;
import environments.apps.BlueGreenServices;
import environments.apps.BlueGreenSpec;
import environments.apps.CanaryRelease;
import environments.apps.CanaryServices;
import environments.apps.CanarySpec;
import environments.apps.SideSpec;
import environments.cluster.Cluster;
import environments.cluster.GatewayReference;
import environments.cluster.PriorityClass;
import environments.reader.EnvironmentFiles;
import environments.routing.HttpRoute;
import environments.routing.ServiceExposure;
import environments.routing.VirtualService;
import environments.values.AbsolutePath;
import environments.values.Color;
import environments.values.DnsLabel;
import environments.values.ImageRepository;
import environments.values.ObjectName;
import environments.values.Quantity;
import environments.values.Version;
import environments.values.Weight;
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
import environments.workload.UserMetadata;
import environments.workload.Workload;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import review.ManifestIndex;

/** The environments of tests: the examples of the project, and one with every feature. */
public final class Environments {
  public static final Version ONE = version("1.0.0", '1');
  public static final Version TWO = version("2.0.0", '2');

  public static final Cluster CLUSTER =
      Cluster.PLAIN
          .withRegistries("registry.example")
          .withGateway(GatewayReference.of("gateway", "public").withSectionName("https"))
          .withRequestsPerSecondMetric("http_requests_per_second")
          .withPrometheusNamespace(DnsLabel.parse("monitoring"))
          .withImagePullSecrets(ObjectName.parse("registry-credentials"))
          .withPriorityClass(new PriorityClass(ObjectName.parse("workload"), 1000));

  private static final EnvironmentFiles FILES = EnvironmentFiles.in(Path.of(""));

  private Environments() {}

  /** Returns them by name. */
  public static Map<String, Environment> examples() {
    var examples = new LinkedHashMap<String, Environment>();
    FILES.names().forEach(name -> examples.put(name, example(name)));
    return examples;
  }

  public static Environment example(String name) {
    return FILES.read(name).environment();
  }

  public static Map<String, Environment> all() {
    var all = examples();
    all.put("everything", everything());
    return all;
  }

  public static List<String> exampleNames() {
    return FILES.names();
  }

  public static List<String> names() {
    return List.copyOf(all().keySet());
  }

  /** Returns an app of an example by name. */
  public static <A extends App> A app(String environment, String name, Class<A> strategy) {
    return example(environment).apps().stream()
        .filter(app -> app.name().value().equals(name))
        .map(strategy::cast)
        .findFirst()
        .orElseThrow();
  }

  public static ManifestIndex objects(Environment environment) {
    var manifests =
        EnvironmentChart.of(environment).constructs().stream()
            .flatMap(construct -> construct.manifests().stream())
            .toList();
    return new ManifestIndex(manifests, Set.copyOf(environment.cluster().registries()));
  }

  /** Returns a minimal workload. */
  public static Workload.Builder plain() {
    return Workload.builder()
        .namespace(DnsLabel.parse("shop"))
        .image(ImageRepository.parse("registry.example/shop/checkout"))
        .ports(Ports.of(Port.of("http", 8080)))
        .probes(Probes.of(Probe.httpGet("http", "/ready"), Probe.httpGet("http", "/live")))
        .resources(Resources.of("100m", "500m", "64Mi", "128Mi"));
  }

  /** Returns a workload with every feature. */
  public static Workload.Builder full() {
    return plain()
        .command(List.of("/app"))
        .args(List.of("--listen=8080"))
        .ports(
            Ports.of(
                Port.of("http", 8080).withServicePort(80).withAppProtocol("http"),
                Port.of("grpc", 9000).withAppProtocol("kubernetes.io/h2c"),
                Port.of("gossip", 7946).withProtocol(Port.Protocol.UDP),
                Port.of("metrics", 9090)))
        .probes(
            Probes.of(
                    Probe.httpGet("http", "/ready").withInitialDelay(Duration.ofSeconds(1)),
                    Probe.of(new Probe.Grpc("grpc", "health")))
                .withStartup(Probe.of(new Probe.TcpSocket("http")).withFailureThreshold(10)))
        .metrics(MetricsEndpoint.of("metrics"))
        .env("LOG_LEVEL", "info")
        .env("POD", new EnvironmentVariable.FieldRef("metadata.name"))
        .config("app.yaml", "answer: 42\n")
        .config("logging.yaml", "level: info\n")
        .secret(ObjectName.parse("payments"), AbsolutePath.parse("/etc/secrets/payments"))
        .writablePath(AbsolutePath.parse("/tmp"), Quantity.parse("64Mi"))
        .writablePath(AbsolutePath.parse("/var/cache/app"), Quantity.parse("128Mi"))
        .permission(
            new Permission("", List.of("configmaps"), List.of("get", "watch"), List.of("shared")))
        .ingress(new Peer.Namespace(DnsLabel.parse("front")))
        .ingress(new Peer.Cidr("10.0.0.0/8"))
        .egress(
            new Egress(
                new Peer.AppPeer(DnsLabel.parse("data"), DnsLabel.parse("db")), List.of(5432)))
        .recommendResources()
        .metadata(
            new UserMetadata(
                Map.of("example.com/team", "shop"),
                Map.of("example.com/on-call", "shop@example.com")));
  }

  public static DnsLabel name(String name) {
    return DnsLabel.parse(name);
  }

  private static Environment everything() {
    var full = full().build();
    var secretInEnv =
        full()
            .env(
                "SIGNING", new EnvironmentVariable.SecretKeyRef(ObjectName.parse("signing"), "key"))
            .exempt(Exemption.SECRETS_AS_FILES, "The library reads no files.")
            .build();
    var autoscaling = Autoscaling.byCpu(3, 10, 70).withMemory(75).withRequestsPerSecond("100");
    return Environment.of(
        name("everything"),
        CLUSTER,
        List.of(NamespaceSpec.of(name("shop")).withQuota("pods", Quantity.parse("200"))),
        List.of(
            blueGreenByGateway(full, autoscaling),
            blueGreenByIstio(full),
            blueGreenWithoutRouter(),
            canaryByGateway(secretInEnv, autoscaling),
            canaryByIstio(full, autoscaling),
            canaryByRatio(full),
            new App.Autoscaled(
                CLUSTER,
                AutoscaledSpec.of(name("worker"), full, autoscaling)
                    .withService(name("worker-service")),
                new AutoscaledRelease(ONE))));
  }

  private static App blueGreenByGateway(Workload workload, Autoscaling autoscaling) {
    var name = name("blue-green-gateway");
    return new App.BlueGreen(
        CLUSTER,
        BlueGreenSpec.of(name, workload, autoscaling)
            .withServices(
                BlueGreenServices.of(name)
                    .withActive(name("front-door"))
                    .withExposure(
                        ServiceExposure.loadBalancer()
                            .withAnnotation("example.com/balancer", "wide")))
            .withRouter(
                HttpRoute.of("shop.example").withPathPrefix("/a").withPin("X-Preview", "true"))
            .withSmokeTest(SmokeTest.of(SmokeTestJob.of("/app", "--smoke-test"))),
        BlueGreenRelease.active(Color.GREEN, ONE).withPreview(TWO).withWeight(Weight.of(10)));
  }

  private static App blueGreenByIstio(Workload workload) {
    return new App.BlueGreen(
        CLUSTER,
        BlueGreenSpec.of(name("blue-green-istio"), workload, Replicas.of(3))
            .withRouter(
                VirtualService.of("istio.example")
                    .withGateways("istio-system/public")
                    .withPort("http")
                    .withPin("X-Preview", "true")),
        BlueGreenRelease.active(Color.BLUE, ONE).withPreview(TWO).withWeight(Weight.of(5)));
  }

  private static App blueGreenWithoutRouter() {
    return new App.BlueGreen(
        CLUSTER,
        BlueGreenSpec.of(name("blue-green-plain"), plain().build(), Replicas.of(2)),
        BlueGreenRelease.active(Color.BLUE, ONE));
  }

  private static App canaryByGateway(Workload workload, Autoscaling autoscaling) {
    return new App.Canary(
        CLUSTER,
        CanarySpec.of(
                name("canary-gateway"),
                workload,
                autoscaling,
                HttpRoute.of("canary.example").withPin("X-Track", "canary"))
            .withCanary(side -> new SideSpec(side.workload(), Autoscaling.byCpu(2, 5, 70)))
            .withServices(CanaryServices.of(name("canary-gateway"))),
        CanaryRelease.stable(ONE).withCanary(TWO, Weight.of(25)));
  }

  private static App canaryByIstio(Workload workload, Autoscaling autoscaling) {
    return new App.Canary(
        CLUSTER,
        CanarySpec.of(
            name("canary-istio"), workload, autoscaling, VirtualService.of("canary.istio")),
        CanaryRelease.stable(ONE));
  }

  private static App canaryByRatio(Workload workload) {
    return new App.Canary(
        CLUSTER,
        CanarySpec.of(name("canary-ratio"), workload, Replicas.of(4)),
        CanaryRelease.stable(ONE).withCanary(TWO, Weight.of(50)));
  }

  private static Version version(String tag, char digit) {
    return new Version(tag, Optional.of("sha256:" + String.valueOf(digit).repeat(64)));
  }
}
