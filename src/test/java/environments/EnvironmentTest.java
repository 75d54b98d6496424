package environments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What must hold between the parts of an environment that is built in Java. */
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
            "apps.web: Must be on the environment's cluster, but was built with another one; build"
                + " the app with the `Cluster` that the environment gets.");
  }

  @Test
  void twoNamespacesOfOneNameAreRefused() {
    assertThat(refusals(List.of("shop", "shop"), app(CLUSTER, "web", workload())))
        .containsExactly(
            "namespaces: Two namespaces of an environment must have two names, but `shop` is there"
                + " twice; remove one of them.");
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
            "apps.web.ingress[1].app: Must be an app of the namespace `shop`, but is `webb`. Did"
                + " you mean `web`?",
            "apps.web.egress[0].app: Must be an app of the namespace `work`, but is `web`, which is"
                + " in `shop`; write `namespace: shop` beside it.");
  }

  @Test
  void peersOfEitherTrackAreLookedAt() {
    var calls = workload().egress(new Egress(peer("shop", "stock"), List.of())).build();
    var stable = new Side(workload().build(), Replicas.of(2));
    var spec =
        new CanarySpec(
            name("web"),
            stable,
            new Side(calls, Replicas.of(2)),
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
            "apps.web.egress[0].app: Must be an app of the namespace `shop`, but is `stock`. Known"
                + " are `web`.");
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

  private static Peer.App peer(String namespace, String app) {
    return new Peer.App(name(namespace), name(app));
  }

  private static DnsLabel name(String name) {
    return DnsLabel.parse(name);
  }
}
