package environments;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import environments.analysis.SmokeTest;
import environments.apps.AutoscaledSpec;
import environments.apps.BlueGreenServices;
import environments.apps.BlueGreenSpec;
import environments.apps.CanaryServices;
import environments.apps.CanarySpec;
import environments.apps.SideSpec;
import environments.cluster.GatewayReference;
import environments.routing.HttpRoute;
import environments.routing.ServiceExposure;
import environments.routing.VirtualService;
import environments.text.InvalidSpecException;
import environments.values.AbsolutePath;
import environments.values.Color;
import environments.values.DnsLabel;
import environments.values.Hostname;
import environments.values.ImageRepository;
import environments.values.ObjectName;
import environments.values.Quantity;
import environments.workload.Autoscaling;
import environments.workload.EnvironmentVariable;
import environments.workload.MetricsEndpoint;
import environments.workload.Permission;
import environments.workload.Port;
import environments.workload.Ports;
import environments.workload.Probe;
import environments.workload.Probes;
import environments.workload.Replicas;
import environments.workload.Resources;
import environments.workload.ScalingBehavior;
import environments.workload.UserMetadata;
import environments.workload.Workload;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests what the types of the model refuse, with their messages, and similar values that they
 * accept.
 */
class SpecRulesTest {
  private static final DnsLabel NAME = DnsLabel.parse("checkout");
  private static final String NEG = "cloud.google.com/neg";
  private static final String PATH_RULE =
      "pathPrefix: Must be a URL path of at most 1024 characters that begins with `/` and contains"
          + " no `//`, `/./`, `/../`, `%2f`, `#` or space, got ";
  private static final String LOST =
      "services.annotations: Must not send requests directly to pods: without readiness gates,"
          + " which Sluice does not create, an update stops pods before such a load balancer knows"
          + " their successors, and loses requests; remove `";

  private static final String KEPT =
      "`scaleDown.stabilizationWindow` must be at least 1m, got 59s: a side that just received"
          + " traffic would lose pods before its metrics show the traffic; raise it, or remove the"
          + " key.";

  /** Something that cannot be created. */
  private interface Made {
    Object make();
  }

  private static Arguments refused(String name, Made made, String message) {
    return Arguments.of(Named.of(name, made), message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "checkout",
        "/a b",
        "//",
        "/a//b",
        "/a/./b",
        "/a/../b",
        "/..",
        "/a/.",
        "/a%2Fb",
        "/a%2fb",
        "/a%2",
        "/a%zz",
        "/a#b",
        "/a?b",
        "/ü",
        ""
      })
  void aPathPrefixIsWhatGatewayApiTakes(String path) {
    assertThatThrownBy(() -> HttpRoute.of("shop.example").withPathPrefix(path))
        .isInstanceOf(InvalidSpecException.class)
        .hasMessage(PATH_RULE + shown(path) + ".");
  }

  @Test
  void aPathPrefixHasAtMost1024Characters() {
    var longest = "/" + "a".repeat(1023);
    assertThatCode(() -> HttpRoute.of().withPathPrefix(longest)).doesNotThrowAnyException();
    assertThatThrownBy(() -> HttpRoute.of().withPathPrefix(longest + "a"))
        .hasMessage(PATH_RULE + "`/" + "a".repeat(59) + "...`.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/", "/a/", "/a/.b/..c/d.", "/-._~!$&'()*+,;=:@", "/%20%fF%25", "/.well-known"})
  void otherPathPrefixesAreTaken(String path) {
    assertThatCode(() -> HttpRoute.of("shop.example").withPathPrefix(path))
        .doesNotThrowAnyException();
  }

  private static String shown(String value) {
    return value.isEmpty() ? "an empty value" : "`" + value + "`";
  }

  static Stream<Arguments> routers() {
    return Stream.of(
        refused(
            "17 host names",
            () -> HttpRoute.of(hosts(17)),
            "hostnames: Must be at most 16 host names, got 17; split the app, or take a name"
                + " such as `*.shop.example`."),
        refused(
            "the same host name",
            () -> HttpRoute.of("a.example", "b.example", "a.example"),
            "hostnames: Duplicate host `a.example` is there twice; remove one."),
        refused(
            "headers that differ in case",
            () ->
                VirtualService.of("a.example").withPin("X-Preview", "1").withPin("x-preview", "2"),
            "pin.x-preview: Must differ from `X-Preview` in more than case, because HTTP treats"
                + " both as one header; remove one."),
        refused(
            "headers that differ in case, of the other kind",
            () -> HttpRoute.of().withPin("X-Preview", "1").withPin("x-preview", "2"),
            "pin.x-preview: Must differ from `X-Preview` in more than case, because HTTP treats"
                + " both as one header; remove one."),
        refused(
            "a header with a space",
            () -> HttpRoute.of().withPin("X Preview", "1"),
            "pin.X Preview: The name of a header must be 1 to 256 letters, digits and other"
                + " characters of an HTTP token, such as `X-Preview`, got `X Preview`."),
        refused(
            "a header without a value",
            () -> HttpRoute.of().withPin("X-Preview", ""),
            "pin.X-Preview: Must be 1 to 4096 printable ASCII characters, got an empty value."),
        refused(
            "a value with a tab",
            () -> VirtualService.of("a.example").withPin("X-Preview", "a\tb"),
            "pin.X-Preview: Must be 1 to 4096 printable ASCII characters, got `a\\tb`."),
        refused(
            "17 headers",
            () -> new HttpRoute(List.of(), Optional.empty(), "/", Optional.empty(), headers(17)),
            "pin: Must be at most 16 headers, got 17."),
        refused(
            "a listener with a capital letter",
            () -> GatewayReference.of("gateway", "public").withSectionName("Https"),
            "sectionName: Must be the name of a listener (at most 253 lower-case letters, digits,"
                + " `-` and dots), got `Https`."),
        refused(
            "a long label",
            () -> Hostname.parse("a".repeat(64) + ".example"),
            "Must be a host name such as `shop.example` or `*.shop.example`, without port or path,"
                + " at most 253 characters long, with at most 63 between dots, got `"
                + "a".repeat(60)
                + "...`."),
        refused(
            "a UDP port",
            () -> blueGreen(w -> w.ports(Ports.of(udp(), http()))).withRouter(HttpRoute.of()),
            "router.httpRoute: The port must be a TCP one, but `gossip` is UDP; name another one"
                + " under `port`."),
        refused(
            "no port",
            () -> blueGreen(w -> w).withRouter(HttpRoute.of().withPort("admin")),
            "router.httpRoute.port: The port must be a declared one (`http`), got `admin`."));
  }

  static Stream<Arguments> smokeTests() {
    var version = SmokeTest.Request.of("http", "/version");
    return Stream.of(
        refused(
            "no request",
            SmokeTest::of,
            "httpGet: Must have at least one request, or nothing is tested."),
        refused(
            "too long",
            () -> SmokeTest.of(version).withTimeout(Duration.ofMinutes(6)),
            "timeout: Must be between 1s and 5m, got 6m."),
        refused(
            "too often",
            () -> SmokeTest.of(version).withAttempts(11),
            "attempts: Must be between 1 and 10, got 11."),
        refused(
            "no path",
            () -> SmokeTest.Request.of("http", "version"),
            "path: Must begin with `/` and contain no space, got `version`."),
        refused(
            "an informational status",
            () -> new SmokeTest.Request("http", "/version", 100),
            "status: Must be between 200 and 599, got 100."),
        refused(
            "no port",
            () ->
                blueGreen(w -> w)
                    .withSmokeTest(SmokeTest.of(version, SmokeTest.Request.of("admin", "/"))),
            "smokeTest.httpGet[1].port: Must name a declared port (`http`), got `admin`."),
        refused(
            "a UDP port",
            () ->
                blueGreen(w -> w.ports(Ports.of(http(), udp())))
                    .withSmokeTest(SmokeTest.of(SmokeTest.Request.of("gossip", "/"))),
            "smokeTest.httpGet[0].port: Must name a TCP port, but `gossip` is UDP."));
  }

  @ParameterizedTest
  @MethodSource("routers")
  void routersAreWhatGatewayApiAndIstioTake(Made made, String message) {
    assertRefused(made, message);
  }

  @ParameterizedTest
  @MethodSource("smokeTests")
  void aSmokeTestAsksWhatAnAppCanAnswer(Made made, String message) {
    assertRefused(made, message);
  }

  @Test
  void asManyHostNamesAndHeadersAsThereMayBeAreTaken() {
    assertThatCode(
            () ->
                new HttpRoute(
                    HttpRoute.of(hosts(16)).hostnames(),
                    Optional.of(GatewayReference.of("a", "b").withSectionName("https.shop-1")),
                    "/",
                    Optional.empty(),
                    headers(16)))
        .doesNotThrowAnyException();
    assertThatCode(() -> Hostname.parse("a".repeat(63) + ".example")).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "pod|1|Unknown resource. Did you mean `pods`?",
        "request.cpu|1|Unknown resource. Did you mean `requests.cpu`?",
        "pods|1500m|Must be a whole number, because it counts objects, got 1500m.",
        "count/jobs.batch|0.5|Must be a whole number, because it counts objects, got 0.5.",
        "count/Jobs|1|Unknown resource. Expected one of `pods`, `services`, `secrets`,"
            + " `configmaps`, `persistentvolumeclaims`, `services.loadbalancers`,"
            + " `services.nodeports`, `requests.cpu`, `requests.memory`,"
            + " `requests.ephemeral-storage`, `requests.storage`, `limits.cpu`, `limits.memory`,"
            + " `limits.ephemeral-storage`, `count/<resource>.<group>`."
      })
  void quotasLimitKnownResources(String resource, String limit, String message) {
    assertRefused(() -> quota(resource, limit), "quota." + resource + ": " + message);
  }

  @ParameterizedTest
  @CsvSource({
    "pods,60",
    "pods,1k",
    "services.loadbalancers,0",
    "count/jobs.batch,5",
    "count/widgets.shop.example.com,5",
    "count/pods,5",
    "requests.cpu,1500m",
    "limits.ephemeral-storage,1.5Gi",
    "requests.storage,1Ti"
  })
  void otherQuotasAreTaken(String resource, String limit) {
    assertThatCode(() -> quota(resource, limit)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "http 2", "a-very-long-name", "-http", "Kubernetes.io/h2c", "a/b/c"})
  void anAppProtocolIsAServiceNameOrHasADomain(String protocol) {
    assertRefused(
        () -> http().withAppProtocol(protocol),
        "appProtocol: Must be an IANA service name such as `http`, or `domain.prefix/name` such as"
            + " `kubernetes.io/h2c`, got "
            + shown(protocol)
            + ".");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http", "HTTPS", "grpc-web", "kubernetes.io/h2c", "example.com/My_own"})
  void otherAppProtocolsAreTaken(String protocol) {
    assertThatCode(() -> http().withAppProtocol(protocol)).doesNotThrowAnyException();
  }

  static Stream<Arguments> keys() {
    var own = "The prefix is reserved; use your own, such as `example.com/`.";
    var one = "Would apply to every Service; set it for one, under `services.annotations`.";
    var cloud = "The prefix is reserved for Pulumi and Sluice; remove it.";
    return Stream.of(
        refused(
            "linter",
            () -> annotated("kube-score/ignore"),
            "annotations.kube-score/ignore: " + own),
        refused(
            "Prometheus",
            () -> annotated("prometheus.io/scrape"),
            "annotations.prometheus.io/scrape: " + own),
        refused(
            "Polaris",
            () -> annotated("polaris.fairwinds.com/exempt"),
            "annotations.polaris.fairwinds.com/exempt: " + own),
        refused(
            "below a domain",
            () -> annotated("apps.kubernetes.io/name"),
            "annotations.apps.kubernetes.io/name: " + own),
        refused("all Services", () -> annotated(NEG), "annotations." + NEG + ": " + one),
        refused(
            "all Services, by Kubernetes' prefix",
            () -> annotated("alb.ingress.kubernetes.io/target-type"),
            "annotations.alb.ingress.kubernetes.io/target-type: " + one),
        refused(
            "Pulumi", () -> exposed("pulumi.com/skip"), "annotations.pulumi.com/skip: " + cloud),
        refused("Sluice", () -> exposed("a.sluice.dev/b"), "annotations.a.sluice.dev/b: " + cloud),
        refused(
            "no key",
            () -> exposed("a b"),
            "annotations.a b: The key must be `name` or `dns.prefix/name`. The name has at most 63"
                + " letters, digits, `-`, `_` and `.`, with a letter or digit at both ends; the"
                + " prefix is a lower-case domain."));
  }

  @ParameterizedTest
  @MethodSource("keys")
  void prefixesOfOthersAreReserved(Made made, String message) {
    assertRefused(made, message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"service.beta.kubernetes.io/aws-load-balancer-scheme", "networking.gke.io/a", "a"})
  void theCloudsAnnotationsAreTaken(String key) {
    assertThatCode(() -> exposed(key)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"mykubernetes.io/a", "cloud.google.com/other", "prometheus.io", "a/b"})
  void otherAnnotationsAreTaken(String key) {
    assertThatCode(() -> annotated(key)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({
    "cloud.google.com/neg,{}",
    "service.beta.kubernetes.io/aws-load-balancer-nlb-target-type,ip",
    "service.beta.kubernetes.io/aws-load-balancer-type,nlb-ip",
    "alb.ingress.kubernetes.io/target-type,ip"
  })
  void noStrategyLetsALoadBalancerPassItsService(String key, String value) {
    var exposure = ServiceExposure.loadBalancer().withAnnotation(key, value);
    assertRefused(
        () -> blueGreen(w -> w).withServices(BlueGreenServices.of(NAME).withExposure(exposure)),
        "services.annotations: Must not send requests directly to pods: such a load balancer"
            + " notices a switched selector seconds late, and loses requests; remove `"
            + key
            + "`.");
    assertRefused(
        () ->
            CanarySpec.of(NAME, workload().build(), Replicas.of(4))
                .withServices(CanaryServices.of(NAME).withExposure(exposure)),
        LOST + key + "`.");
    assertRefused(() -> autoscaled().withExposure(exposure), LOST + key + "`.");
  }

  @ParameterizedTest
  @CsvSource({
    "service.beta.kubernetes.io/aws-load-balancer-nlb-target-type,instance",
    "service.beta.kubernetes.io/aws-load-balancer-type,external"
  })
  void aLoadBalancerInFrontOfTheServiceIsTaken(String key, String value) {
    var exposure = ServiceExposure.loadBalancer().withAnnotation(key, value);
    assertThatCode(() -> autoscaled().withExposure(exposure)).doesNotThrowAnyException();
  }

  @Test
  void aCanaryWithARouterHasNoServiceToExpose() {
    var canary =
        CanarySpec.of(NAME, workload().build(), Replicas.of(4), HttpRoute.of("shop.example"));
    var rule =
        "Mutually exclusive with `router`: it belongs to the shared Service, which exists only"
            + " without one, got ";
    var exposure = ServiceExposure.loadBalancer().withAnnotation("example.com/size", "small");
    assertRefused(
        () -> canary.withServices(CanaryServices.of(NAME).withExposure(exposure)),
        "services.type: "
            + rule
            + "`LoadBalancer`; remove it.\nservices.annotations: "
            + rule
            + "`example.com/size`; remove it.");
  }

  @Test
  void aRouterPassesTheServiceThatWouldKeepSessions() {
    var sticky = ServiceExposure.CLUSTER_IP.withSessionAffinity(Duration.ofHours(3));
    var rule =
        "services.sessionAffinity: Mutually exclusive with `router`, which bypasses the Service and"
            + " sends requests to pods directly; remove it, and configure sessions on your router.";
    assertRefused(
        () ->
            blueGreen(w -> w)
                .withRouter(HttpRoute.of("shop.example"))
                .withServices(BlueGreenServices.of(NAME).withExposure(sticky)),
        rule);
    assertRefused(
        () ->
            CanarySpec.of(NAME, workload().build(), Replicas.of(4), HttpRoute.of("shop.example"))
                .withServices(CanaryServices.of(NAME).withExposure(sticky)),
        rule);
    assertRefused(
        () -> ServiceExposure.CLUSTER_IP.withSessionAffinity(Duration.ofHours(25)),
        "sessionAffinity.clientIP: Must be between 1s and 24h, got 25h.");
  }

  static Stream<Arguments> workloads() {
    return Stream.of(
        refused(
            "a probe of a UDP port",
            () -> probed(new Probe.HttpGet("gossip", "/ready")),
            "probes.readiness.httpGet.port: Must name a TCP port, but `gossip` is UDP."),
        refused(
            "a gRPC probe of a UDP port",
            () -> probed(new Probe.Grpc("gossip", "")),
            "probes.readiness.grpc.port: Must name a TCP port, but `gossip` is UDP."),
        refused(
            "folders above the limit",
            () -> writable("200Mi", "57Mi"),
            "writablePaths: Must be at most `resources.limits.ephemeral-storage` (256Mi) in total,"
                + " or the pod is evicted before they are full, got 200Mi + 57Mi."),
        refused(
            "folders above any number",
            () -> writable("8191Ti", "8191Ti"),
            "writablePaths: Must be at most `resources.limits.ephemeral-storage` (256Mi) in total,"
                + " or the pod is evicted before they are full, got 8191Ti + 8191Ti."),
        refused(
            "a readiness probe that waits longer than the deadline",
            () -> delayed(115, w -> w),
            "updateStrategy.progressDeadline: Must be above 2m, or a Deployment fails while its"
                + " pods may still become ready (`initialDelay` of the readiness probe 115s +"
                + " `minReady` 5s), got 2m."),
        refused(
            "a startup probe that waits longer than the deadline",
            () -> delayed(30, probes -> probes.withStartup(startup().withFailureThreshold(23))),
            "updateStrategy.progressDeadline: Must be above 2m, or a Deployment fails while its"
                + " pods may still become ready (startup probe 23 x 5s + `minReady` 5s), got"
                + " 2m."),
        refused(
            "a startup probe that waits before it asks",
            () ->
                delayed(
                    30,
                    probes ->
                        probes.withStartup(startup().withInitialDelay(Duration.ofSeconds(100)))),
            "updateStrategy.progressDeadline: Must be above 2m, or a Deployment fails while its"
                + " pods may still become ready (startup probe 100s + 3 x 5s + `minReady` 5s), got"
                + " 2m."),
        refused("/proc", () -> mounted("/proc/self"), kernel("/proc/self", "/proc")),
        refused("/sys", () -> mounted("/sys"), kernel("/sys", "/sys")),
        refused("/dev", () -> mounted("/dev/shm"), kernel("/dev/shm", "/dev")),
        refused(
            "the token",
            () ->
                workload()
                    .permission(
                        new Permission("", List.of("configmaps"), List.of("get"), List.of()))
                    .secret(ObjectName.parse("a"), AbsolutePath.parse("/var/run/secrets"))
                    .build(),
            "secrets.a: Must not overlap `/var/run/secrets/kubernetes.io/serviceaccount`, where the"
                + " token for `permissions` is, got `/var/run/secrets`."),
        refused(
            "a key of a Secret",
            () -> new EnvironmentVariable.SecretKeyRef(ObjectName.parse("a"), "a/b"),
            "key: A key of a Secret must be 1 to 253 letters, digits, `-`, `_` and `.`, not `.`,"
                + " and not begin with `..`, got `a/b`."),
        refused(
            "a path of metrics",
            () -> new MetricsEndpoint("http", "/a b"),
            "path: Must begin with `/` and contain no space, got `/a b`."),
        refused("a file `.`", () -> workload().config(".", "a").build(), file(".")),
        refused("a file `..`", () -> workload().config("..", "a").build(), file("..")),
        refused("a file `..a`", () -> workload().config("..a", "a").build(), file("..a")),
        refused(
            "a fraction of a second",
            () -> startup().withTimeout(Duration.ofMillis(1500)),
            "timeout: Must be between 1s and the period (5s), got 1.5s (not whole seconds)."),
        refused(
            "a key of a label",
            () -> new EnvironmentVariable.FieldRef("metadata.labels['a b']"),
            fieldRule("metadata.labels['a b']")),
        refused(
            "no key of an annotation",
            () -> new EnvironmentVariable.FieldRef("metadata.annotations['']"),
            fieldRule("metadata.annotations['']")),
        refused(
            "half a key",
            () -> new EnvironmentVariable.FieldRef("metadata.labels[']"),
            fieldRule("metadata.labels[']")),
        refused(
            "a field that is not offered",
            () -> new EnvironmentVariable.FieldRef("spec.containers"),
            fieldRule("spec.containers")));
  }

  @ParameterizedTest
  @MethodSource("workloads")
  void aWorkloadIsWhatAPodCanBe(Made made, String message) {
    assertRefused(made, message);
  }

  static Stream<Arguments> possibleWorkloads() {
    return Stream.<Named<Made>>of(
            Named.of("folders at the limit", () -> writable("200Mi", "56Mi")),
            Named.of("a wait just below the deadline", () -> delayed(114, w -> w)),
            Named.of(
                "waits that do not add up",
                () -> delayed(114, probes -> probes.withStartup(startup()))),
            Named.of("no token", () -> mounted("/var/run/secrets")),
            Named.of("not /proc", () -> mounted("/process")),
            Named.of("a dotted file", () -> workload().config(".a", "a").build()),
            Named.of(
                "a field",
                () -> new EnvironmentVariable.FieldRef("metadata.labels['a.example/b']")),
            Named.of(
                "a key",
                () -> new EnvironmentVariable.SecretKeyRef(ObjectName.parse("a"), "a.B_-")))
        .map(Arguments::of);
  }

  @ParameterizedTest
  @MethodSource("possibleWorkloads")
  void otherWorkloadsAreTaken(Made made) {
    assertThatCode(made::make).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ConfigMaps", "*", "pods/*", "1pods", "a/b/c", "", "a b"})
  void aResourceIsInLowerCase(String resource) {
    assertRefused(
        () -> new Permission("", List.of(resource), List.of("get"), List.of()),
        "resources: Must be a resource in lower case, such as `configmaps` or `pods/log`, without"
            + " wildcards, got "
            + shown(resource)
            + ".");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pods/exec",
        "pods/attach",
        "pods/portforward",
        "pods/proxy",
        "pods/ephemeralcontainers",
        "serviceaccounts/token"
      })
  void nobodyActsAsAnotherPod(String resource) {
    assertRefused(
        () -> new Permission("", List.of(resource), List.of("get"), List.of()),
        "resources: Must not be `"
            + resource
            + "`, which lets an app escalate its own permissions; remove it.");
  }

  @ParameterizedTest
  @CsvSource({
    "pods,create",
    "pods,delete",
    "deployments,update",
    "replicasets,patch",
    "statefulsets,create",
    "daemonsets,create",
    "jobs,create",
    "cronjobs,deletecollection",
    "replicationcontrollers,create"
  })
  void nobodyChangesWhatRuns(String resource, String verb) {
    assertRefused(
        () -> new Permission("", List.of("events", resource), List.of("get", verb), List.of()),
        "verbs: Must not change `"
            + resource
            + "`: an app that starts pods can start one with more permissions, got `"
            + verb
            + "`; remove these verbs, or put other resources into a separate rule.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"list", "watch", "create", "update", "patch", "delete"})
  void secretsAreOnlyReadByName(String verb) {
    assertRefused(
        () -> new Permission("", List.of("secrets"), List.of("get", verb), List.of()),
        "verbs: Must be only `get` for `secrets`, because a list shows all of them, got `get`, `"
            + verb
            + "`.\nresourceNames: Must name the Secrets that may be read.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"create", "deletecollection"})
  void aRequestWithoutANameIsNotLimitedToNames(String verb) {
    assertRefused(
        () -> new Permission("", List.of("configmaps"), List.of("get", verb), List.of("lock")),
        "verbs: Must not be `"
            + verb
            + "` with `resourceNames`: such a request has no name yet, so it would be denied; give"
            + " `"
            + verb
            + "` a separate rule.");
  }

  @Test
  void otherPermissionsAreTaken() {
    assertThatCode(
            () -> {
              new Permission("", List.of("secrets"), List.of("get"), List.of("shared"));
              new Permission("", List.of("pods", "pods/log"), List.of("get", "watch"), List.of());
              new Permission("apps", List.of("deployments/scale"), List.of("patch"), List.of());
              new Permission("a.b", List.of("widgets"), List.of("create", "delete"), List.of());
            })
        .doesNotThrowAnyException();
  }

  @Test
  void bothSidesHaveTheSamePermissionsAndMetadata() {
    var permission = new Permission("", List.of("configmaps"), List.of("get"), List.of());
    var labelled = new UserMetadata(Map.of("a", "b"), Map.of("c", "d"));
    assertRefused(
        () ->
            blueGreen(w -> w)
                .withColor(
                    Color.GREEN,
                    side ->
                        new SideSpec(
                            workload().permission(permission).metadata(labelled).build(),
                            side.scaling())),
        "colors: Both colors must have the same namespace, image, ports, permissions, labels and"
            + " annotations, but differ in permissions, labels, annotations.");
    assertRefused(
        () ->
            CanarySpec.of(NAME, workload().build(), Replicas.of(4))
                .withCanary(
                    side ->
                        new SideSpec(
                            workload().namespace(DnsLabel.parse("other")).build(), side.scaling())),
        "tracks: Both tracks must have the same namespace, image, ports, permissions, labels and"
            + " annotations, but differ in namespace.");
  }

  @Test
  void tracksThatShareADisruptionBudgetAllowTheSame() {
    var three = workload().maxUnavailable(3).build();
    var canary = CanarySpec.of(NAME, workload().build(), Replicas.of(10));
    assertRefused(
        () -> canary.withCanary(side -> new SideSpec(three, side.scaling())),
        "tracks: Without a router, one PodDisruptionBudget covers both tracks, so `maxUnavailable`"
            + " cannot differ between them.");
    assertThatCode(() -> CanarySpec.of(NAME, three, Replicas.of(10))).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"pod-template-hash", "job-name", "controller-uid"})
  void labelsOfControllersAreTheirs(String key) {
    assertRefused(
        () -> new UserMetadata(Map.of(key, "a"), Map.of()),
        "labels." + key + ": Kubernetes' controllers set this key; use another one, or remove it.");
  }

  @Test
  void noSideOfTwoLosesPodsBeforeItsMetricsShowItsRequests() {
    var hasty = shrinkingAfter(59, ScalingBehavior.SelectPolicy.MAX);
    assertRefused(
        () -> BlueGreenSpec.of(NAME, workload().build(), hasty),
        "autoscaling.scaleDown.stabilizationWindow: " + KEPT);
    assertRefused(
        () ->
            blueGreen(w -> w).withColor(Color.GREEN, side -> new SideSpec(side.workload(), hasty)),
        "colors: " + KEPT);
    assertThatCode(
            () -> {
              AutoscaledSpec.of(NAME, workload().build(), hasty);
              BlueGreenSpec.of(
                  NAME, workload().build(), shrinkingAfter(60, ScalingBehavior.SelectPolicy.MAX));
              BlueGreenSpec.of(
                  NAME,
                  workload().build(),
                  shrinkingAfter(0, ScalingBehavior.SelectPolicy.DISABLED));
            })
        .doesNotThrowAnyException();
  }

  private static Autoscaling shrinkingAfter(int seconds, ScalingBehavior.SelectPolicy select) {
    return Autoscaling.byCpu(2, 6, 70)
        .withScaleDown(
            ScalingBehavior.DEFAULT_DOWN
                .withStabilizationWindow(Duration.ofSeconds(seconds))
                .withSelectPolicy(select));
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost:0", "localhost:65536", "registry.example:99999"})
  void aRegistrysPortIsOne(String host) {
    assertRefused(
        () -> ImageRepository.parse(host + "/a"),
        "Must be a registry's host and a lower-case path without tag or digest, such as"
            + " `registry.example/shop/checkout`, got `"
            + host
            + "/a`.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost:1", "localhost:65535", "localhost", "registry.example"})
  void otherRegistriesAreTaken(String host) {
    assertThatCode(() -> ImageRepository.parse(host + "/a")).doesNotThrowAnyException();
  }

  private static void assertRefused(Made made, String message) {
    assertThatThrownBy(made::make).isInstanceOf(InvalidSpecException.class).hasMessage(message);
  }

  private static String[] hosts(int number) {
    return IntStream.range(0, number).mapToObj(i -> "h" + i + ".example").toArray(String[]::new);
  }

  private static Map<String, String> headers(int number) {
    return IntStream.range(0, number).boxed().collect(Collectors.toMap(i -> "X-" + i, i -> "1"));
  }

  private static NamespaceSpec quota(String resource, String limit) {
    return NamespaceSpec.of(NAME).withQuota(resource, Quantity.parse(limit));
  }

  private static UserMetadata annotated(String key) {
    return new UserMetadata(Map.of(), Map.of(key, "true"));
  }

  private static ServiceExposure exposed(String key) {
    return ServiceExposure.loadBalancer().withAnnotation(key, "true");
  }

  private static BlueGreenSpec blueGreen(UnaryOperator<Workload.Builder> change) {
    return BlueGreenSpec.of(NAME, change.apply(workload()).build(), Replicas.of(3));
  }

  private static AutoscaledSpec autoscaled() {
    return AutoscaledSpec.of(NAME, workload().build(), Autoscaling.byCpu(3, 10, 70));
  }

  private static Port http() {
    return Port.of("http", 8080);
  }

  private static Port udp() {
    return Port.of("gossip", 7946).withProtocol(Port.Protocol.UDP);
  }

  private static Workload probed(Probe.Action action) {
    return workload()
        .ports(Ports.of(http(), udp()))
        .probes(Probes.of(Probe.of(action), Probe.httpGet("http", "/live")))
        .build();
  }

  private static Workload writable(String one, String other) {
    return workload()
        .writablePath(AbsolutePath.parse("/a"), Quantity.parse(one))
        .writablePath(AbsolutePath.parse("/b"), Quantity.parse(other))
        .build();
  }

  private static Workload mounted(String path) {
    return workload().secret(ObjectName.parse("a"), AbsolutePath.parse(path)).build();
  }

  private static String kernel(String path, String folder) {
    return "secrets.a: Must not overlap `"
        + folder
        + "`, which is the kernel's, got `"
        + path
        + "`.";
  }

  private static String file(String name) {
    return "config."
        + name
        + ": The name must be 1 to 253 letters, digits, `-`, `_` and `.`, not `.`, and not begin"
        + " with `..`.";
  }

  private static String fieldRule(String path) {
    return "Must be a field that the downward API offers, such as `metadata.name` or"
        + " `metadata.labels['sluice.dev/color']`, got `"
        + path
        + "`.";
  }

  /** Within the default deadline of 2 min and with the default minReady of 5 s. */
  private static Workload delayed(int seconds, UnaryOperator<Probes> change) {
    var readiness = Probe.httpGet("http", "/ready").withInitialDelay(Duration.ofSeconds(seconds));
    return workload()
        .probes(change.apply(Probes.of(readiness, Probe.httpGet("http", "/live"))))
        .build();
  }

  /** Fails after 15 s. */
  private static Probe startup() {
    return Probe.httpGet("http", "/started");
  }

  private static Workload.Builder workload() {
    return Workload.builder()
        .namespace(DnsLabel.parse("shop"))
        .image(ImageRepository.parse("registry.example/shop/checkout"))
        .ports(Ports.of(http()))
        .probes(Probes.of(Probe.httpGet("http", "/ready"), Probe.httpGet("http", "/live")))
        .resources(Resources.of("100m", "500m", "64Mi", "128Mi"));
  }
}
