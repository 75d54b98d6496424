package stacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import charts.Manifest;
import charts.RouteKind;
import e2e.SharesCluster;
import environments.analysis.SmokeTest;
import environments.values.AbsolutePath;
import environments.values.Color;
import environments.values.ObjectName;
import environments.workload.Autoscaling;
import environments.workload.Replicas;
import environments.workload.Resources;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import stacks.cluster.ClusterException;
import stacks.cluster.Fabric8Cluster;
import stacks.cluster.LiveDeployment;
import stacks.cluster.Ticker;
import stacks.guard.Guard;
import stacks.guard.GuardException;
import stacks.guard.NotReadyException;
import stacks.guard.Readiness;

/**
 * Tests on the cluster that {@code KUBECONFIG} names whether Deployments become ready, and why not,
 * and which side may take traffic. Needs the test images.
 */
@SharesCluster
final class LiveIT {
  private final Fabric8Cluster cluster = Fabric8Cluster.of(Optional.empty());
  private final KubernetesClient client = cluster.client();
  private final TestNamespace namespace = TestNamespace.of(client, "sluice-live");
  private final Readiness readiness = new Readiness(cluster, Ticker.SYSTEM);
  private final Guard guard = new Guard(cluster, cluster, Ticker.SYSTEM, System.out::println);
  private final Checkout checkout = namespace.checkout();

  @BeforeEach
  void makeNamespace() {
    namespace.make();
  }

  @AfterEach
  void close() {
    namespace.delete();
    cluster.close();
  }

  private void apply(Checkout app, Predicate<String> names) {
    namespace.apply(app.manifests().stream().filter(manifest -> names.test(manifest.name())));
  }

  private NotReadyException refusal(Checkout app) {
    apply(app, name -> !name.contains("blue"));
    long start = System.nanoTime();
    var refusal =
        catchThrowableOfType(
            NotReadyException.class, () -> readiness.await(app.deployment(Color.GREEN)));
    long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);
    assertThat(refusal).isNotNull();
    System.out.println(refusal.getMessage() + "\n(after " + seconds + " s)\n");
    return refusal;
  }

  static Stream<Arguments> badSides() {
    return Stream.of(
        bad(
            "a tag that is not there",
            good -> good.withGreen("9.9.9"),
            "ImagePullBackOff: `registry.sluice.test/shop/checkout:9.9.9` cannot be pulled: "),
        bad(
            "a crash",
            good -> good.withGreen("2.0.0-crash"),
            "CrashLoopBackOff: the container `checkout` keeps exiting with exit code 1"),
        bad(
            "never ready",
            good -> good.withGreen("2.0.0-unready").withDeadline(20),
            "not ready: Unhealthy: Readiness probe failed: HTTP probe failed with statuscode: 503"),
        bad(
            "more than a node has",
            good ->
                good.withDeadline(20)
                    .with(w -> w.resources(Resources.of("900", "900", "32Mi", "64Mi"))),
            "Unschedulable: no node can run it: 0/1 nodes are available: 1 Insufficient cpu."),
        bad(
            "a Secret that is not there",
            good ->
                good.withDeadline(20)
                    .with(
                        w ->
                            w.secret(
                                ObjectName.parse("nothing"), AbsolutePath.parse("/etc/nothing"))),
            "FailedMount: MountVolume.SetUp failed for volume"));
  }

  private static Arguments bad(String name, UnaryOperator<Checkout> side, String reason) {
    return Arguments.of(name, side, reason);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badSides")
  void aBadSideIsNotReadyAndSaysWhy(String name, UnaryOperator<Checkout> side, String reason) {
    assertThat(refusal(side.apply(checkout))).hasMessageContaining(reason);
  }

  @Test
  void aQuotaThatDeniesPodsIsShown() {
    client
        .resource(
            new ResourceQuotaBuilder()
                .withNewMetadata()
                .withName("none")
                .withNamespace(namespace.name())
                .endMetadata()
                .withNewSpec()
                .withHard(Map.of("pods", new Quantity("0")))
                .endSpec()
                .build())
        .create();
    assertThat(refusal(checkout))
        .hasMessageContaining("No pod can be created: pods \"checkout-green-")
        .hasMessageContaining("exceeded quota: none");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.1.0", "2.0.0-errors", "2.0.0-slowstart"})
  void aGoodSideIsReady(String version) {
    var app = checkout.withGreen(version);
    apply(app, name -> !name.contains("blue"));
    readiness.await(app.deployment(Color.GREEN));
    var live = cluster.deployment(namespace.name(), "checkout-green").orElseThrow();
    assertThat(live)
        .isEqualTo(
            new LiveDeployment(
                "registry.sluice.test/shop/checkout:" + version,
                2,
                2,
                false,
                false,
                live.generation()));
    assertThat(cluster.pods(namespace.name(), "checkout-green"))
        .allSatisfy(pod -> assertThat(pod.version()).isEqualTo(version));
  }

  @Test
  void trafficMovesToASideThatItsAutoscalerLeftTooSmall() {
    var four = checkout.withScaling(Replicas.of(4));
    var autoscaled = checkout.withScaling(Autoscaling.byCpu(2, 6, 70));
    apply(four, name -> !name.contains("green"));
    apply(autoscaled, name -> name.contains("green"));
    readiness.await(four.deployment(Color.BLUE));
    readiness.await(autoscaled.deployment(Color.GREEN));
    var move = autoscaled.withActive(Color.GREEN).toGreen(SmokeTest.Request.of("http", "/version"));
    guard.beforeMove(move);
    assertThat(cluster.endpoints(namespace.name(), "checkout-green")).hasSize(4);
    assertThatThrownBy(() -> guard.afterMove(move))
        .isInstanceOf(GuardException.class)
        .hasMessageContaining("got {app.kubernetes.io/name=checkout, sluice.dev/color=blue}");
    namespace.apply(move.moved().stream());
    guard.afterMove(move);
  }

  @Test
  void aSideThatMustNotGrowSoFarTakesNoTraffic() {
    var four = checkout.withScaling(Replicas.of(4));
    var small = checkout.withScaling(Autoscaling.byCpu(2, 3, 70)).withActive(Color.GREEN);
    apply(four, name -> !name.contains("green"));
    apply(small, name -> name.contains("green"));
    readiness.await(four.deployment(Color.BLUE));
    readiness.await(small.deployment(Color.GREEN));
    assertThatThrownBy(() -> guard.beforeMove(small.toGreen()))
        .isInstanceOf(GuardException.class)
        .hasMessageContaining("its `autoscaling.maxReplicas` is 3");
  }

  @Test
  void aWrongAnswerOfAPodStopsTheMove() {
    apply(checkout, name -> !name.contains("blue"));
    readiness.await(checkout.deployment(Color.GREEN));
    var move = checkout.toGreen(new SmokeTest.Request("http", "/version", 404));
    assertThatThrownBy(() -> guard.beforeMove(move))
        .isInstanceOf(GuardException.class)
        .hasMessageContaining("GET /version on port `http` must return 404, got ");
  }

  @Test
  void configMapsOfRunningPodsAreInUse() {
    var before = checkout.with(w -> w.config("a.txt", "before"));
    var after = checkout.with(w -> w.config("a.txt", "after"));
    apply(before, name -> !name.contains("blue"));
    readiness.await(before.deployment(Color.GREEN));
    namespace.apply(after.manifests().stream().filter(m -> m.kind().equals("ConfigMap")));
    assertThat(cluster.configMapsInUse(namespace.name(), "checkout"))
        .containsExactly(configMap(before));
    apply(after, name -> name.contains("green"));
    readiness.await(after.deployment(Color.GREEN));
    assertThat(cluster.configMapsInUse(namespace.name(), "checkout")).contains(configMap(after));
  }

  private static Manifest configMap(Checkout app) {
    return app.manifests().stream()
        .filter(m -> m.kind().equals("ConfigMap") && m.name().contains("green"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void whatIsNotThereIsEmpty() {
    assertThat(cluster.deployment(namespace.name(), "checkout-green")).isEmpty();
    assertThat(cluster.selector(namespace.name(), "checkout-active")).isEmpty();
    assertThat(cluster.weights(RouteKind.HTTP_ROUTE, namespace.name(), "checkout")).isEmpty();
    assertThat(cluster.weights(RouteKind.VIRTUAL_SERVICE, namespace.name(), "checkout")).isEmpty();
    assertThat(cluster.configMapsInUse(namespace.name(), "checkout")).isEmpty();
    assertThat(cluster.endpoints(namespace.name(), "checkout-green")).isEmpty();
  }

  @Test
  void aContextThatIsNotThereIsRefused() {
    assertThatThrownBy(() -> Fabric8Cluster.of(Optional.of("elsewhere")))
        .isInstanceOf(ClusterException.class)
        .hasMessageStartingWith("`sluice:context` must be a context of the kubeconfig (");
  }
}
