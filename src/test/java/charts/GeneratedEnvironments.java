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
import environments.cluster.Ipv4Address;
import environments.cluster.PriorityClass;
import environments.routing.HttpRoute;
import environments.routing.Router;
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
import environments.workload.Scaling;
import environments.workload.ScalingBehavior;
import environments.workload.Shutdown;
import environments.workload.UpdateStrategy;
import environments.workload.UserMetadata;
import environments.workload.Workload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ArbitrarySupplier;
import net.jqwik.api.Combinators;

/**
 * Generates valid environments of all kinds: every strategy, router, size and release state, and
 * texts that YAML is known to get wrong. For {@code @ForAll(supplier = GeneratedEnvironments.class)
 * Environment environment}.
 */
public final class GeneratedEnvironments implements ArbitrarySupplier<Environment> {
  private static final SmokeTest SMOKE_TEST =
      SmokeTest.of(
          SmokeTestJob.of("/app/smoke-test", "http://$(TARGET_HOST):$(TARGET_PORT)/?a='b'")
              .withTimeout(Duration.ofSeconds(61)));

  private static final List<DnsLabel> NAMESPACES =
      List.of(DnsLabel.parse("shop"), DnsLabel.parse("streamgate"), DnsLabel.parse("autograph"));

  /** Changes of a workload that can be combined. */
  private static final List<UnaryOperator<Workload.Builder>> TRAITS =
      List.of(
          builder -> builder.metrics(MetricsEndpoint.of("http")),
          builder -> builder.metrics(new MetricsEndpoint("metrics", "/stats/prometheus")),
          builder ->
              builder.secret(ObjectName.parse("db.main"), AbsolutePath.parse("/etc/secrets/db")),
          builder -> builder.writablePath(AbsolutePath.parse("/tmp"), Quantity.parse("0.125Gi")),
          builder ->
              builder.writablePath(AbsolutePath.parse("/var/Cache_1"), Quantity.parse("64Mi")),
          builder ->
              builder.permission(
                  new Permission(
                      "", List.of("configmaps"), List.of("get", "watch"), List.of("flags"))),
          builder ->
              builder.permission(
                  new Permission("apps", List.of("deployments"), List.of("list"), List.of())),
          builder -> builder.ingress(new Peer.Cidr("0.0.0.0/0")),
          builder -> builder.ingress(new Peer.Namespace(DnsLabel.parse("monitoring"))),
          builder -> builder.egress(new Egress(new Peer.Cidr("10.20.0.0/16"), List.of(5432, 6379))),
          builder ->
              builder.egress(
                  new Egress(
                      new Peer.AppPeer(DnsLabel.parse("find"), DnsLabel.parse("search")),
                      List.of())),
          builder ->
              builder.updateStrategy(
                  UpdateStrategy.DEFAULT
                      .withMaxSurge(100)
                      .withMinReady(Duration.ofSeconds(10))
                      .withProgressDeadline(Duration.ofMinutes(4))
                      .withRevisionHistoryLimit(5)),
          builder -> builder.shutdown(new Shutdown(Duration.ofSeconds(20), Duration.ofSeconds(90))),
          builder -> builder.runAsUser(65535),
          builder -> builder.priorityClass(ObjectName.parse("high")),
          Workload.Builder::recommendResources,
          builder ->
              builder
                  .exempt(Exemption.SECRETS_AS_FILES, "The program reads no files.")
                  .env(
                      "DATABASE",
                      new EnvironmentVariable.SecretKeyRef(ObjectName.parse("db.main"), "url")),
          builder -> builder.env("POD", new EnvironmentVariable.FieldRef("metadata.name")),
          builder ->
              builder.metadata(
                  new UserMetadata(
                      Map.of("example.com/cost-center", "0042"),
                      Map.of("example.com/owner", "on-call: \"shop\" <shop@example.com>"))));

  /** Texts that some reader or writer of YAML misinterprets. */
  private static final List<String> AWKWARD =
      List.of(
          "",
          " ",
          "~",
          "null",
          "yes",
          "NO",
          "on",
          "true",
          "0o777",
          "0777",
          "0x1F",
          "1_000",
          "1e3",
          "12:30:45",
          ".5",
          "+1",
          "-",
          "- item",
          "a: b",
          "a #b",
          "# no comment",
          "{}",
          "[]",
          "*ref",
          "&anchor",
          "!tag",
          "%TAG",
          "@at",
          "`tick`",
          "'single'",
          "\"double\"",
          "back\\slash",
          "tab\there",
          " leading",
          "trailing ",
          "two\nlines",
          "ends\n",
          "ends twice\n\n",
          "\nbegins",
          "crlf\r\nline",
          "next\u0085line",
          "\u2028",
          "\uFEFFbom",
          "\u0007",
          "2001-12-14",
          "2001-12-14T21:59:43Z",
          "=",
          "<<",
          "${VAR}",
          "$(POD)",
          "gr\u00FC\u00DFe",
          "\uD83D\uDE80",
          "---",
          "...",
          "? key",
          "|",
          ">",
          "key:",
          "x".repeat(200));

  @Override
  public Arbitrary<Environment> get() {
    // The awkward texts are the edge cases that matter; searching for others takes longer than the
    // tests.
    return clusters().flatMap(GeneratedEnvironments::environments).withoutEdgeCases();
  }

  private static Arbitrary<Environment> environments(Cluster cluster) {
    return Combinators.combine(names(), namespaces(), apps(cluster))
        .as((name, namespaces, apps) -> Environment.of(name, cluster, namespaces, apps));
  }

  private static Arbitrary<Cluster> clusters() {
    return subsets(
            List.<UnaryOperator<Cluster>>of(
                cluster -> cluster.withRegistries("registry.example", "localhost:5000"),
                cluster ->
                    cluster.withGateway(
                        GatewayReference.of("gateway", "public").withSectionName("https")),
                cluster -> cluster.withRequestsPerSecondMetric("http_requests_per_second"),
                cluster -> cluster.withPrometheusNamespace(DnsLabel.parse("monitoring")),
                cluster -> cluster.withDnsPolicy(Cluster.DnsPolicy.DEFAULT),
                cluster -> cluster.withNodeLocalDns(Ipv4Address.parse("169.254.20.10")),
                cluster -> cluster.withImagePullSecrets(ObjectName.parse("registry-login")),
                cluster ->
                    cluster.withPriorityClass(
                        new PriorityClass(ObjectName.parse("apps"), -1_000_000_000))))
        .map(changes -> applied(Cluster.PLAIN, changes));
  }

  private static Arbitrary<List<NamespaceSpec>> namespaces() {
    return subsets(
            List.<UnaryOperator<NamespaceSpec>>of(
                namespace -> namespace.withPodSecurity(NamespaceSpec.PodSecurity.BASELINE),
                namespace -> namespace.withQuota("pods", Quantity.parse("20k")),
                namespace -> namespace.withQuota("limits.memory", Quantity.parse("8Pi"))))
        .map(changes -> applied(NamespaceSpec.of(NAMESPACES.get(0)), changes))
        .map(
            first ->
                List.of(
                    first,
                    NamespaceSpec.of(NAMESPACES.get(1)),
                    NamespaceSpec.of(NAMESPACES.get(2))));
  }

  private static Arbitrary<List<App>> apps(Cluster cluster) {
    return Arbitraries.oneOf(
            blueGreens(cluster), canaries(cluster), ratioCanaries(cluster), autoscaled(cluster))
        .list()
        .ofMinSize(1)
        .ofMaxSize(4)
        .uniqueElements(App::name)
        .uniqueElements(GeneratedEnvironments::claim);
  }

  /** No two apps may claim the same requests, so claims contain the app's name. */
  private static String claim(App app) {
    var router =
        app instanceof App.BlueGreen blueGreen
            ? blueGreen.spec().router()
            : app instanceof App.Canary canary ? canary.spec().router() : Optional.<Router>empty();
    return router.map(GeneratedEnvironments::claim).orElse(app.name().value());
  }

  private static String claim(Router router) {
    return router instanceof HttpRoute route
        ? route.pathPrefix()
        : ((VirtualService) router).gateways().toString();
  }

  private static Arbitrary<App> blueGreens(Cluster cluster) {
    var states =
        Combinators.combine(
            Arbitraries.of(Color.class), versions(), versions().optional(), percents(99));
    return Combinators.combine(
            names(),
            workloads(),
            scalings(cluster),
            routers(cluster).optional(),
            states.as(Colors::new),
            exposures())
        .as(
            (name, workload, scaling, router, colors, exposure) ->
                new App.BlueGreen(
                    cluster,
                    new BlueGreenSpec(
                        name,
                        new SideSpec(workload, scaling),
                        new SideSpec(workload.toBuilder().env("SIDE", "green").build(), scaling),
                        BlueGreenServices.of(name)
                            .withExposure(router.isPresent() ? exposure : sticky(exposure)),
                        router,
                        router.map(any -> SMOKE_TEST),
                        Optional.empty()),
                    colors.release(router.isPresent(), scaling)));
  }

  private static Arbitrary<App> canaries(Cluster cluster) {
    var releases =
        Combinators.combine(versions(), versions(), percents(100))
            .as(
                (stable, canary, weight) ->
                    CanaryRelease.stable(stable).withCanary(canary, weight));
    return Combinators.combine(
            names(),
            workloads(),
            scalings(cluster),
            scalings(cluster),
            routers(cluster),
            Arbitraries.oneOf(releases, versions().map(CanaryRelease::stable)))
        .as(
            (name, workload, stable, canary, router, release) ->
                new App.Canary(
                    cluster,
                    CanarySpec.of(name, workload, stable, router)
                        .withCanary(side -> new SideSpec(workload, canary)),
                    release));
  }

  /** Without a router, the number of replicas can make the weight exactly. */
  private static Arbitrary<App> ratioCanaries(Cluster cluster) {
    return Combinators.combine(
            names(),
            workloads(),
            versions(),
            versions(),
            percents(100),
            Arbitraries.integers().between(1, 3),
            exposures())
        .as(
            (name, workload, stable, canary, weight, times, exposure) ->
                new App.Canary(
                    cluster,
                    CanarySpec.of(
                            name, workload, Replicas.of(2 * times * weight.smallestReplicas()))
                        .withServices(CanaryServices.of(name).withExposure(exposure)),
                    CanaryRelease.stable(stable).withCanary(canary, weight)));
  }

  private static Arbitrary<App> autoscaled(Cluster cluster) {
    return Combinators.combine(names(), workloads(), autoscalings(cluster), versions(), exposures())
        .as(
            (name, workload, autoscaling, version, exposure) ->
                new App.Autoscaled(
                    cluster,
                    AutoscaledSpec.of(name, workload, autoscaling).withExposure(sticky(exposure)),
                    new AutoscaledRelease(version)));
  }

  private static Arbitrary<Workload> workloads() {
    return Combinators.combine(
            Arbitraries.of(NAMESPACES),
            probes(),
            subsets(TRAITS),
            texts().list().ofMaxSize(3),
            Arbitraries.maps(variableNames(), texts()).ofMaxSize(4),
            Arbitraries.maps(fileNames(), texts()).ofMaxSize(3))
        .as(GeneratedEnvironments::workload);
  }

  private static Workload workload(
      DnsLabel namespace,
      Probes probes,
      List<UnaryOperator<Workload.Builder>> traits,
      List<String> args,
      Map<String, String> env,
      Map<String, String> config) {
    var builder =
        Workload.builder()
            .namespace(namespace)
            .image(ImageRepository.parse("registry.example/shop/app"))
            .ports(
                Ports.of(
                    Port.of("http", 8080).withServicePort(80).withAppProtocol("kubernetes.io/h2c"),
                    Port.of("metrics", 9090),
                    Port.of("udp", 9053).withProtocol(Port.Protocol.UDP)))
            .probes(probes)
            .resources(Resources.of("250m", "1.5", "64Mi", "1Gi"))
            .args(args);
    env.forEach(builder::env);
    config.forEach(builder::config);
    return applied(builder, traits).build();
  }

  private static Arbitrary<Probes> probes() {
    var liveness =
        Arbitraries.of(
            new Probe.HttpGet("http", "/live"),
            new Probe.TcpSocket("metrics"),
            new Probe.Grpc("http", ""),
            new Probe.Grpc("http", "health"),
            new Probe.Exec(List.of("/bin/check", "--live", "yes")));
    var startup =
        Probe.httpGet("http", "/started")
            .withPeriod(Duration.ofSeconds(2))
            .withFailureThreshold(20);
    return Combinators.combine(liveness, Arbitraries.of(0, 7), Arbitraries.of(true, false))
        .as(
            (action, delay, slow) -> {
              var probes =
                  Probes.of(
                      Probe.httpGet("http", "/ready").withInitialDelay(Duration.ofSeconds(delay)),
                      Probe.of(action).withPeriod(Duration.ofSeconds(10)));
              return slow ? probes.withStartup(startup) : probes;
            });
  }

  private static Arbitrary<Scaling> scalings(Cluster cluster) {
    return Arbitraries.oneOf(
        Arbitraries.integers().between(2, 1000).map(Replicas::of), autoscalings(cluster));
  }

  private static Arbitrary<Autoscaling> autoscalings(Cluster cluster) {
    var changes = new ArrayList<UnaryOperator<Autoscaling>>();
    changes.add(autoscaling -> autoscaling.withMemory(100));
    changes.add(
        autoscaling ->
            autoscaling.withScaleUp(
                new ScalingBehavior(
                    Duration.ofHours(1),
                    ScalingBehavior.SelectPolicy.MIN,
                    List.of(ScalingBehavior.Policy.pods(1, Duration.ofMinutes(30))))));
    if (cluster.requestsPerSecondMetric().isPresent()) {
      changes.add(autoscaling -> autoscaling.withRequestsPerSecond("1500m"));
    }
    return Combinators.combine(
            Arbitraries.integers().between(2, 499), Arbitraries.integers().between(1, 501),
            Arbitraries.integers().between(1, 100), subsets(changes))
        .as((min, more, cpu, chosen) -> applied(Autoscaling.byCpu(min, min + more, cpu), chosen));
  }

  private static Arbitrary<Router> routers(Cluster cluster) {
    var route = HttpRoute.of("shop.example", "*.shop.example");
    var routed =
        cluster.gateway().isPresent()
            ? route
            : route.withGateway(GatewayReference.of("edge", "own"));
    return Arbitraries.of(
        routed,
        routed.withPathPrefix("/checkout").withPort("metrics").withPin("X-Preview", "true"),
        routed.withPin("X-Track", "canary").withPin("X-Tester", "0x1F"),
        VirtualService.of("shop.example"),
        VirtualService.of("shop.example")
            .withGateways("istio-system/public", "mesh/inner")
            .withPort("metrics")
            .withPin("X-Track", "canary"));
  }

  private static ServiceExposure sticky(ServiceExposure exposure) {
    return exposure.withSessionAffinity(Duration.ofHours(3));
  }

  private static Arbitrary<ServiceExposure> exposures() {
    return Arbitraries.of(
        ServiceExposure.CLUSTER_IP,
        ServiceExposure.loadBalancer(),
        ServiceExposure.loadBalancer().withAnnotation("example.com/balancer", "internal"));
  }

  /** Versions have a digest, because they would need an exemption without one. */
  private static Arbitrary<Version> versions() {
    return Combinators.combine(
            Arbitraries.of("1.0.0", "1.10", "1e3", "2024-11-21", "v1_rc.1", "007"),
            Arbitraries.strings().withChars("0123456789abcdef").ofLength(64))
        .as((tag, digest) -> Version.parse(tag + "@sha256:" + digest));
  }

  private static Arbitrary<Weight> percents(int most) {
    return Arbitraries.integers().between(0, most).map(Weight::of);
  }

  /**
   * Avoids names that Windows reserves for devices, such as {@code nul} and {@code con}, by their
   * first letters.
   */
  private static Arbitrary<DnsLabel> names() {
    return Combinators.combine(
            Arbitraries.chars().range('d', 'k'),
            Arbitraries.strings().withCharRange('a', 'z').numeric().ofMaxLength(30))
        .as((first, rest) -> DnsLabel.parse(first + rest));
  }

  private static Arbitrary<String> variableNames() {
    return Arbitraries.strings()
        .withCharRange('A', 'Z')
        .withChars('_')
        .ofMaxLength(6)
        .map(rest -> "V" + rest);
  }

  /** Includes numeric names, which JavaScript moves to the front. */
  private static Arbitrary<String> fileNames() {
    return Arbitraries.of("app.yaml", "zones.txt", "10", "2", "Empty", "true", "1.0");
  }

  private static Arbitrary<String> texts() {
    var letters =
        Arbitraries.strings()
            .withCharRange(' ', '~')
            .withChars('\n', '\t', '\u00E9', '\u4E2D', '\u2028')
            .ofMaxLength(30);
    return Arbitraries.oneOf(Arbitraries.of(AWKWARD), letters);
  }

  private static <T> Arbitrary<List<T>> subsets(List<T> all) {
    return Arbitraries.subsetOf(all).map(chosen -> all.stream().filter(chosen::contains).toList());
  }

  private static <T> T applied(T start, List<UnaryOperator<T>> changes) {
    var value = start;
    for (var change : changes) {
      value = change.apply(value);
    }
    return value;
  }

  /**
   * A release state before it is known whether there is a router; without one there is no weight.
   */
  private record Colors(Color active, Version serving, Optional<Version> preview, Weight weight) {
    BlueGreenRelease release(boolean routed, Scaling scaling) {
      var release = BlueGreenRelease.active(active, serving);
      var both = preview.map(release::withPreview).orElse(release);
      var divided = routed && preview.isPresent() ? both.withWeight(weight) : both;
      return weight.percent() % 2 == 0 && scaling.most() > 2 && scaling instanceof Autoscaling
          ? divided.withMinReplicas(Map.of(active, scaling.most() - 1))
          : divided;
    }
  }
}
