package stacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import charts.Manifest;
import environments.Autoscaling;
import environments.Color;
import environments.SmokeTest;
import environments.Weight;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which side may take traffic, and whether it has it. */
class GuardTest {
  private final FakeCluster cluster = new FakeCluster();
  private final Guard guard = new Guard(cluster, cluster, cluster.ticker);
  private final Checkout checkout = Checkout.of("shop").withActive(Color.GREEN);
  private final Checkout autoscaled = checkout.withScaling(Autoscaling.byCpu(2, 6, 70));

  @BeforeEach
  void twoReadyPodsOnEitherSide() {
    serving(2);
    receiving(2);
    cluster.selectors.put(
        "checkout-active",
        Map.of("app.kubernetes.io/name", "checkout", "sluice.dev/color", "green"));
  }

  private void serving(int ready) {
    cluster.deployments.put("checkout-blue", new LiveDeployment("c:1", ready, ready, true));
  }

  /** Ready pods, which the Services know. */
  private void receiving(int ready) {
    cluster.deployments.put("checkout-green", new LiveDeployment("c:2", ready, ready, true));
    cluster.rollout =
        now -> Optional.of(new Rollout(true, ready, ready, ready, ready, false, Optional.empty()));
    cluster.pods = now -> IntStream.range(0, ready).mapToObj(GuardTest::pod).toList();
    cluster.endpoints.put("checkout-green", now -> names(ready));
    cluster.endpoints.put("checkout-active", now -> names(ready));
  }

  private static LivePod pod(int number) {
    return FakeCluster.ready("green-" + number);
  }

  private static Set<String> names(int count) {
    return Set.copyOf(IntStream.range(0, count).mapToObj(number -> "green-" + number).toList());
  }

  @Test
  void asManyReadyPodsAsServeMayTakeTheTraffic() {
    assertThatCode(() -> guard.beforeMove(checkout.toGreen())).doesNotThrowAnyException();
    assertThat(cluster.actions).isEmpty();
  }

  @Test
  void fewerPodsThanServeMayNot() {
    serving(3);
    assertThatThrownBy(() -> guard.beforeMove(checkout.toGreen()))
        .isInstanceOf(GuardException.class)
        .hasMessage(
            """
            checkout: Deployment shop/checkout-green must have 3 ready pods, as Deployment shop/checkout-blue has for 100 % of the requests, but has 2; its `replicas` are 2: raise them first, then move the traffic.
            No traffic has moved.\
            """);
  }

  @Test
  void anAutoscaledSideIsGrownToWhatServes() {
    serving(5);
    cluster.rollout =
        now -> {
          receiving(5);
          return cluster.rollout.apply(now);
        };
    guard.beforeMove(autoscaled.toGreen());
    assertThat(cluster.actions).containsExactly("scale shop/checkout-green to 5");
  }

  @Test
  void anAutoscaledSideIsNotGrownAboveItsMaximum() {
    serving(7);
    cluster.maxReplicas.put("checkout-green", 6);
    assertThatThrownBy(() -> guard.beforeMove(autoscaled.toGreen()))
        .isInstanceOf(GuardException.class)
        .hasMessageContaining("its `autoscaling.maxReplicas` is 6: raise that first");
    assertThat(cluster.actions).isEmpty();
  }

  @Test
  void anAutoscalerThatTakesThePodsBackIsNotFoughtForever() {
    serving(5);
    assertThatThrownBy(() -> guard.beforeMove(autoscaled.toGreen()))
        .isInstanceOf(GuardException.class)
        .hasMessageContaining("takes pods back as soon as they are there");
    assertThat(cluster.ticker.seconds()).isEqualTo(60);
  }

  @Test
  void podsThatTheSideIsGrownByMustBecomeReady() {
    serving(5);
    cluster.rollout =
        now -> Optional.of(new Rollout(true, 5, 5, 5, 2, false, Optional.of("exceeded quota")));
    assertThatThrownBy(() -> guard.beforeMove(autoscaled.toGreen()))
        .isInstanceOf(NotReadyException.class)
        .hasMessageContaining("exceeded quota");
  }

  @ParameterizedTest
  @CsvSource({"10, 5, 1", "10, 10, 1", "10, 11, 2", "10, 50, 5", "10, 100, 10", "0, 100, 1"})
  void aShareOfTheRequestsTakesThatShareOfThePods(int serving, int percent, int needed) {
    serving(serving);
    receiving(needed);
    assertThatCode(() -> guard.beforeMove(withShare(percent))).doesNotThrowAnyException();
    receiving(needed - 1);
    assertThatThrownBy(() -> guard.beforeMove(withShare(percent)))
        .isInstanceOf(GuardException.class)
        .hasMessageContaining("must have " + needed + " ready pod");
  }

  private Move withShare(int percent) {
    var move = checkout.toGreen();
    return new Move(
        move.app(),
        move.receiving(),
        move.serving(),
        move.receivingService(),
        Weight.of(percent),
        move.moved(),
        move.smokeTest());
  }

  @Test
  void endpointsAreWaitedForSomeSeconds() {
    cluster.endpoints.put("checkout-green", now -> names(now < 4 ? 1 : 2));
    guard.beforeMove(checkout.toGreen());
    assertThat(cluster.ticker.seconds()).isEqualTo(4);
  }

  @Test
  void endpointsOfOtherPodsStopTheMove() {
    cluster.endpoints.put("checkout-green", now -> Set.of("green-0", "old-1"));
    assertThatThrownBy(() -> guard.beforeMove(checkout.toGreen()))
        .isInstanceOf(GuardException.class)
        .hasMessage(
            """
            checkout: Service shop/checkout-green must send requests to the ready pods of Deployment shop/checkout-green (green-0, green-1), but sends them to green-0, old-1.
            No traffic has moved.\
            """);
    assertThat(cluster.ticker.seconds()).isEqualTo(20);
  }

  @Test
  void aSmokeTestAsksEachReadyPodOnce() {
    cluster.pods = now -> List.of(pod(0), FakeCluster.unready("green-9"), pod(1));
    guard.beforeMove(
        checkout.toGreen(
            SmokeTest.Request.of("http", "/version"), SmokeTest.Request.of("http", "/")));
    assertThat(cluster.actions)
        .containsExactly(
            "GET green-0:8080/version within 30 s",
            "GET green-0:8080/ within 30 s",
            "GET green-1:8080/version within 30 s",
            "GET green-1:8080/ within 30 s");
  }

  @Test
  void oneWrongAnswerStopsTheMove() {
    cluster.answers.put("green-1/version", 500);
    assertThatThrownBy(
            () -> guard.beforeMove(checkout.toGreen(SmokeTest.Request.of("http", "/version"))))
        .isInstanceOf(GuardException.class)
        .hasMessage(
            """
            checkout: The smoke test of Deployment shop/checkout-green failed: GET /version of port `http` must be answered with 200, but pod green-1 answered 500.
            No traffic has moved. See `kubectl logs -n shop green-1`.\
            """);
  }

  @Test
  void noAnswerInTimeStopsTheMove() {
    cluster.answers.put("green-0/version", 0);
    assertThatThrownBy(
            () -> guard.beforeMove(checkout.toGreen(SmokeTest.Request.of("http", "/version"))))
        .isInstanceOf(GuardException.class)
        .hasMessageContaining(
            "but pod green-0 answered nothing within `timeout` (30s for all).\nNo traffic");
  }

  @Test
  void afterTheMoveTheServiceSendsRequestsToTheReceivingSide() {
    assertThatCode(() -> guard.afterMove(checkout.toGreen())).doesNotThrowAnyException();
  }

  @Test
  void aSelectorThatSomebodyElseChangedIsSeenAfterTheMove() {
    cluster.selectors.put("checkout-active", Map.of("app.kubernetes.io/name", "checkout"));
    assertThatThrownBy(() -> guard.afterMove(checkout.toGreen()))
        .isInstanceOf(GuardException.class)
        .hasMessage(
            """
            checkout: Service shop/checkout-active must have the selector {app.kubernetes.io/name=checkout, sluice.dev/color=green}, but has {app.kubernetes.io/name=checkout}.
            Somebody else changed it after it was applied. Run `pulumi up --refresh`.\
            """);
  }

  @Test
  void anActiveServiceWithoutTheReceivingPodsIsSeenAfterTheMove() {
    cluster.endpoints.put("checkout-active", now -> Set.of());
    assertThatThrownBy(() -> guard.afterMove(checkout.toGreen()))
        .isInstanceOf(GuardException.class)
        .hasMessageContaining("(green-0, green-1), but sends them to none.\nTraffic has moved");
  }

  @Test
  void weightsThatSomebodyElseChangedAreSeenAfterTheMove() {
    cluster.weights.put("HTTPRoute checkout", Map.of("checkout-blue", 80, "checkout-green", 20));
    assertThatThrownBy(() -> guard.afterMove(withRoute(10)))
        .isInstanceOf(GuardException.class)
        .hasMessageContaining(
            "HTTPRoute shop/checkout must have the weights {checkout-blue=90, checkout-green=10},"
                + " but has {checkout-blue=80, checkout-green=20}.");
    assertThatCode(() -> guard.afterMove(withRoute(20))).doesNotThrowAnyException();
  }

  private Move withRoute(int percent) {
    var move = withShare(percent);
    return new Move(
        move.app(),
        move.receiving(),
        move.serving(),
        move.receivingService(),
        move.share(),
        List.of(route(percent)),
        move.smokeTest());
  }

  /** The first rule is a pin. */
  private static Manifest route(int percent) {
    var pin = Map.of("backendRefs", List.of(Map.of("name", "checkout-green", "port", 8080)));
    var all =
        Map.of(
            "backendRefs",
            List.of(
                Map.of("name", "checkout-blue", "weight", 100 - percent),
                Map.of("name", "checkout-green", "weight", percent)));
    return new Manifest(
        Map.of(
            "apiVersion",
            "gateway.networking.k8s.io/v1",
            "kind",
            "HTTPRoute",
            "metadata",
            Map.of("name", "checkout", "namespace", "shop"),
            "spec",
            Map.of("rules", List.of(pin, all))));
  }
}
