package environments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import environments.apps.App;
import environments.apps.BlueGreenRelease;
import environments.apps.BlueGreenSpec;
import environments.apps.CanaryRelease;
import environments.apps.CanaryServices;
import environments.apps.CanarySpec;
import environments.apps.SideSpec;
import environments.cluster.Cluster;
import environments.cluster.GatewayReference;
import environments.reader.Inputs;
import environments.routing.HttpRoute;
import environments.routing.ServiceExposure;
import environments.text.InvalidSpecException;
import environments.values.Color;
import environments.values.DnsLabel;
import environments.values.ImageRepository;
import environments.values.Version;
import environments.workload.Egress;
import environments.workload.MetricsEndpoint;
import environments.workload.Peer;
import environments.workload.Port;
import environments.workload.Ports;
import environments.workload.Probe;
import environments.workload.Probes;
import environments.workload.Replicas;
import environments.workload.Resources;
import environments.workload.Workload;
import environments.yaml.SourceFile;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests the rules between the parts of an environment that is built in Java. */
class EnvironmentTest {
  private static final Version VERSION = Version.parse("1.0.0@sha256:" + "1".repeat(64));
  private static final Cluster CLUSTER = Cluster.PLAIN.withRegistries("registry.example");

  @Test
  void appsOfAnEqualClusterAreOfTheEnvironmentsOwn() {
    var equal = Cluster.PLAIN.withRegistries("registry.example");
    assertThatCode(() -> environment(app(equal, "web", workload()))).doesNotThrowAnyException();
  }

  @Test
  void anAppOfAnotherClusterIsRefused() {
    assertThat(refusals(List.of("shop"), app(Cluster.PLAIN, "web", workload())))
        .containsExactly(
            "apps.web: Must be on the environment's cluster, got another one; build the app with"
                + " the `Cluster` that the environment gets.");
  }

  @Test
  void twoNamespacesOfOneNameAreRefused() {
    assertThat(refusals(List.of("shop", "shop"), app(CLUSTER, "web", workload())))
        .containsExactly(
            "namespaces: Two namespaces of an environment must not have the same name: `shop` is"
                + " declared twice; remove one of them.");
  }

  @Test
  void peersThatAreNobodyAreRefused() {
    var calls =
        workload()
            .ingress(new Peer.Namespace(name("shop")))
            .ingress(peer("shop", "webb"))
            .egress(new Egress(peer("work", "web"), List.of()));
    assertThat(refusals(List.of("shop", "work"), app(CLUSTER, "web", calls)))
        .containsExactly(
            "apps.web.ingress[1].app: Must be an app of the namespace `shop`, got `webb`. Did"
                + " you mean `web`?",
            "apps.web.egress[0].app: Must be an app of the namespace `work`, got `web`, which is"
                + " in `shop`; write `namespace: shop` next to it.");
  }

  @Test
  void peersOfEitherTrackAreLookedAt() {
    var calls = workload().egress(new Egress(peer("shop", "stock"), List.of())).build();
    var stable = new SideSpec(workload().build(), Replicas.of(2));
    var spec =
        new CanarySpec(
            name("web"),
            stable,
            new SideSpec(calls, Replicas.of(2)),
            CanaryServices.of(name("web")),
            Optional.of(HttpRoute.of("shop.example")),
            Optional.empty(),
            Optional.empty());
    var gateway = CLUSTER.withGateway(GatewayReference.of("gateway", "public"));
    var app = new App.Canary(gateway, spec, CanaryRelease.stable(VERSION));
    var refusal =
        catchThrowableOfType(
            InvalidSpecException.class,
            () -> Environment.of(name("test"), gateway, namespaces(List.of("shop")), List.of(app)));
    assertThat(refusal)
        .hasMessage(
            "apps.web.egress[0].app: Must be an app of the namespace `shop`, got `stock`. Expected"
                + " `web`.");
  }

  @Test
  void anAppThatDoesNotLetTheCallerInIsRefused() {
    var web = app(CLUSTER, "web", workload().egress(new Egress(peer("data", "stock"), List.of())));
    assertThat(refusals(web, app(CLUSTER, "stock", stock())))
        .containsExactly(
            "apps.web.egress[0].app: Must be an app that admits `web`, but `stock` admits only"
                + " `{namespace: data}`; give it `ingress: [{namespace: data},"
                + " {app: web, namespace: shop}]`.");
    var narrow = stock().ingress(new Peer.Namespace(name("work"))).ingress(peer("data", "stock"));
    assertThat(refusals(web, app(CLUSTER, "stock", narrow)))
        .containsExactly(
            "apps.web.egress[0].app: Must be an app that admits `web`, but `stock` admits only"
                + " `{namespace: work}`, `{app: stock}`; add `{app: web, namespace:"
                + " shop}` to its `ingress`.");
  }

  @Test
  void anAppMustLetItsNeighborsInWhereItNamesOthers() {
    var web = app(CLUSTER, "web", workload().egress(new Egress(peer("shop", "stock"), List.of())));
    var stock = workload().ingress(peer("elsewhere", "web"));
    assertThat(refusals(web, app(CLUSTER, "stock", stock)))
        .containsExactly(
            "apps.web.egress[0].app: Must be an app that admits `web`, but `stock` admits only"
                + " `{app: web, namespace: elsewhere}`; add `{app: web}` to its"
                + " `ingress`.");
    assertThatCode(() -> several(web, app(CLUSTER, "stock", workload())))
        .doesNotThrowAnyException();
  }

  @Test
  void whomAnAppLetsInNextToItsCallersIsSaidToo() {
    var gateway = CLUSTER.withGateway(GatewayReference.of("gateway", "public"));
    var web = app(gateway, "web", workload().egress(new Egress(peer("data", "stock"), List.of())));
    assertThat(refusals(web, routed(gateway)))
        .containsExactly(
            "apps.web.egress[0].app: Must be an app that admits `web`, but `stock` admits only"
                + " `{namespace: data}`, `{namespace: gateway}`; give it `ingress:"
                + " [{namespace: data}, {app: web, namespace: shop}]`.");
  }

  static Stream<Arguments> admitted() {
    return Stream.of(
        Arguments.of("by its name", app(CLUSTER, "stock", stock().ingress(peer("shop", "web")))),
        Arguments.of(
            "by its namespace",
            app(CLUSTER, "stock", stock().ingress(new Peer.Namespace(name("shop"))))),
        Arguments.of(
            "by its address", app(CLUSTER, "stock", stock().ingress(new Peer.Cidr("10.0.0.0/8")))),
        Arguments.of("as everybody", balanced()),
        Arguments.of(
            "as a router", routed(CLUSTER.withGateway(GatewayReference.of("shop", "public")))),
        Arguments.of("as Prometheus", measured()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("admitted")
  void anAppThatLetsTheCallerInMayBeCalled(String how, App stock) {
    var web =
        app(
            stock.cluster(),
            "web",
            workload().egress(new Egress(peer("data", "stock"), List.of())));
    assertThatCode(() -> several(web, stock)).as(how).doesNotThrowAnyException();
  }

  @Test
  void aNetworkPolicyOfTheUsersOwnMayLetTheCallerIn() {
    var stock = Shop.app("stock", "blueGreen").replace("namespace: shop", "namespace: data");
    var web = Shop.app("web", "blueGreen") + "    egress: [{app: stock, namespace: data}]\n";
    var base =
        Shop.base(web + "    replicas: 2\n" + stock + "    replicas: 2\n")
            .replace("shop: {}", "shop: {}\n  data: {}\nmanifests: {more: {files: [more.yaml]}}");
    var release =
        """
        config:
          sluice:rollouts:
            web: {active: blue, versions: {blue: 1.0.0}}
            stock: {active: blue, versions: {blue: 1.0.0}}
        """;
    var inputs = Shop.inputs(base, "version: 1\n", release);
    assertThatCode(() -> with(inputs, policy("data", "[{}]")).environment())
        .doesNotThrowAnyException();
    var mistyped = Shop.inputs(base.replace("cpu: 20m", "cpu: 500q"), "version: 1\n", release);
    assertThatThrownBy(() -> with(mistyped, policy("data", "[{}]")).environment())
        .hasMessageContaining("500q")
        .hasMessageNotContaining("admits only");
    assertThatThrownBy(() -> with(inputs, policy("data", "[]")).environment())
        .hasMessageContaining("admits only");
    assertThatThrownBy(() -> with(inputs, policy("shop", "[{}]")).environment())
        .hasMessageContaining("admits only");
  }

  @Test
  void namespacesOfOthersHaveAppsOfOthers() {
    var calls = workload().egress(new Egress(peer("data", "db"), List.of(5432)));
    assertThatCode(() -> environment(app(CLUSTER, "web", calls))).doesNotThrowAnyException();
  }

  @Test
  void anAppAloneMayReferToThoseThatWereLeftOut() {
    var search = Shop.app("search", "blueGreen") + "    replicas: 2\n";
    var checkout =
        Shop.app("checkout", "blueGreen") + "    replicas: 2\n    egress: [{app: search}]\n";
    var release = Shop.CHECKOUT + "    search: {active: blue, versions: {blue: 1.0.0}}\n";
    var inputs = Shop.inputs(Shop.base(checkout + search), "version: 1\n", release);
    assertThat(inputs.environment().apps()).hasSize(2);
    assertThat(inputs.only(name("checkout")).environment().apps())
        .extracting(App::name)
        .containsExactly(name("checkout"));
  }

  private static Inputs with(Inputs inputs, String manifest) {
    return inputs.withManifests(List.of(SourceFile.of("more.yaml", manifest)));
  }

  private static String policy(String namespace, String ingress) {
    return """
    apiVersion: networking.k8s.io/v1
    kind: NetworkPolicy
    metadata: {name: more, namespace: NAMESPACE}
    spec: {podSelector: {}, ingress: INGRESS}
    """
        .replace("NAMESPACE", namespace)
        .replace("INGRESS", ingress);
  }

  private static Workload.Builder stock() {
    return workload().namespace(name("data"));
  }

  private static App balanced() {
    var spec = BlueGreenSpec.of(name("stock"), stock().build(), Replicas.of(2));
    return new App.BlueGreen(
        CLUSTER,
        spec.withServices(spec.services().withExposure(ServiceExposure.loadBalancer())),
        BlueGreenRelease.active(Color.BLUE, VERSION));
  }

  private static App routed(Cluster cluster) {
    return new App.BlueGreen(
        cluster,
        BlueGreenSpec.of(name("stock"), stock().build(), Replicas.of(2))
            .withRouter(HttpRoute.of("shop.example")),
        BlueGreenRelease.active(Color.BLUE, VERSION));
  }

  private static App measured() {
    var stock = stock().metrics(MetricsEndpoint.of("http"));
    return app(CLUSTER.withPrometheusNamespace(name("shop")), "stock", stock);
  }

  private static List<String> refusals(App... apps) {
    var refusal = catchThrowableOfType(InvalidSpecException.class, () -> several(apps));
    return refusal.violations().stream().map(InvalidSpecException.Violation::toString).toList();
  }

  private static Environment several(App... apps) {
    return Environment.of(
        name("test"),
        apps[0].cluster(),
        namespaces(List.of("shop", "data", "work")),
        List.of(apps));
  }

  private static List<String> refusals(List<String> namespaces, App app) {
    var refusal =
        catchThrowableOfType(
            InvalidSpecException.class,
            () -> Environment.of(name("test"), CLUSTER, namespaces(namespaces), List.of(app)));
    return refusal.violations().stream().map(InvalidSpecException.Violation::toString).toList();
  }

  private static Environment environment(App app) {
    return Environment.of(name("test"), CLUSTER, namespaces(List.of("shop")), List.of(app));
  }

  private static List<NamespaceSpec> namespaces(List<String> names) {
    return names.stream().map(EnvironmentTest::name).map(NamespaceSpec::of).toList();
  }

  private static App app(Cluster cluster, String name, Workload.Builder workload) {
    return new App.BlueGreen(
        cluster,
        BlueGreenSpec.of(name(name), workload.build(), Replicas.of(2)),
        BlueGreenRelease.active(Color.BLUE, VERSION));
  }

  private static Workload.Builder workload() {
    return Workload.builder()
        .namespace(name("shop"))
        .image(ImageRepository.parse("registry.example/shop/web"))
        .ports(Ports.of(Port.of("http", 8080)))
        .probes(Probes.of(Probe.httpGet("http", "/ready"), Probe.httpGet("http", "/live")))
        .resources(Resources.of("100m", "500m", "64Mi", "128Mi"));
  }

  private static Peer.AppPeer peer(String namespace, String app) {
    return new Peer.AppPeer(name(namespace), name(app));
  }

  private static DnsLabel name(String name) {
    return DnsLabel.parse(name);
  }
}
