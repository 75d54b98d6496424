package stacks.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import charts.Manifest;
import environments.analysis.SmokeTest;
import environments.analysis.SmokeTestJob;
import environments.values.Color;
import environments.values.Weight;
import environments.workload.Autoscaling;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import stacks.Checkout;
import stacks.FakeCluster;
import stacks.cluster.LiveAutoscaler;
import stacks.cluster.LiveDeployment;
import stacks.cluster.LiveJob;
import stacks.cluster.LivePod;
import stacks.cluster.Rollout;
import stacks.guard.Move.Serving;

/** Tests which side may take traffic, and whether it has it. */
public class GuardTest {
  private final FakeCluster cluster = new FakeCluster();
  private final List<String> warnings = new ArrayList<>();
  private final Guard guard = new Guard(cluster, cluster, cluster.ticker, warnings::add);
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
    cluster.deployments.put(
        "checkout-blue", new LiveDeployment("c:1", ready, ready, true, false, 1));
  }

  /** Sets ready pods that the Services know. */
  private void receiving(int ready) {
    cluster.deployments.put(
        "checkout-green", new LiveDeployment("c:2", ready, ready, true, false, 1));
    cluster.rollout =
        now ->
            Optional.of(
                new Rollout(true, ready, ready, ready, ready, Optional.empty(), Optional.empty()));
    cluster.pods = now -> pods(ready);
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
            checkout: Deployment shop/checkout-green needs 3 ready pods to take 100 % of the traffic without raising the load per pod, has 2; its `replicas` are 2: raise them first, then move the traffic.
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
    cluster.autoscalers.put("checkout-green", new LiveAutoscaler("checkout-green", true, 6, false));
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
        .hasMessageContaining("keeps scaling it down");
    assertThat(cluster.ticker.seconds()).isEqualTo(60);
  }

  @Test
  void podsThatTheSideIsGrownByMustBecomeReady() {
    serving(5);
    cluster.rollout =
        now ->
            Optional.of(
                new Rollout(true, 5, 5, 5, 2, Optional.empty(), Optional.of("exceeded quota")));
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
        .hasMessageContaining("needs " + needed + " ready pod");
  }

  @Test
  void aSideThatSharesTheRequestsMayTakeAllWithThePodsThatTheOtherIsMadeOf() {
    serving(2);
    receiving(2);
    guard.beforeMove(shared(checkout));
    receiving(1);
    assertThatThrownBy(() -> guard.beforeMove(shared(checkout)))
        .isInstanceOf(GuardException.class)
        .hasMessageContaining("needs 2 ready pods to take 100 %");
  }

  private static Move shared(Checkout app) {
    return move(
        app.toGreen(),
        List.of(
            new Serving(app.deployment(Color.BLUE), 50),
            new Serving(app.deployment(Color.GREEN), 50)),
        100,
        Direction.FORWARD);
  }

  /** Green is the stable track, and blue the canary. */
  public static Move back(Checkout app, int percent) {
    return move(
        app.toGreen(),
        List.of(
            new Serving(app.deployment(Color.BLUE), 50),
            new Serving(app.deployment(Color.GREEN), 50)),
        percent,
        Direction.ROLLBACK);
  }

  /** Sets pods of the receiving side, the later ones only after so many seconds. */
  private void receivingAfter(long seconds, int before, int after) {
    receiving(before);
    cluster.pods = now -> pods(now < seconds ? before : after);
    cluster.endpoints.put("checkout-green", now -> names(now < seconds ? before : after));
  }

  @Test
  void anUndersizedSideIsGrownBeforeItTakesAllBack() {
    serving(2);
    receivingAfter(8, 2, 4);
    guard.beforeMove(back(autoscaled, 100));
    assertThat(cluster.actions).containsOnly("scale shop/checkout-green to 4");
    assertThat(cluster.ticker.seconds()).isEqualTo(8);
    assertThat(warnings).isEmpty();
  }

  /**
   * As many pods as the other side has are enough; more are better, but only if the autoscaler
   * allows them.
   */
  @Test
  void aMaximumKeepsNoSideFromTakingAllThatTheOtherOneShared() {
    serving(2);
    cluster.autoscalers.put("checkout-green", new LiveAutoscaler("checkout-green", true, 3, false));
    receivingAfter(5, 2, 3);
    var half = back(autoscaled, 100);
    guard.beforeMove(move(half, half.serving(), 100, Direction.FORWARD));
    assertThat(cluster.actions).containsOnly("scale shop/checkout-green to 3");
  }

  @Test
  void whatASideWasGrownByIsNoReasonToGrowItAgainAfterItsTest() {
    serving(4);
    receivingAfter(5, 2, 4);
    var tested = autoscaled.toGreen(SmokeTest.Request.of("http", "/"));
    guard.beforeMove(move(tested, back(autoscaled, 100).serving(), 100, Direction.FORWARD));
    assertThat(cluster.actions)
        .filteredOn(action -> action.startsWith("scale"))
        .containsOnly("scale shop/checkout-green to 4");
  }

  @Test
  void aRollbackIsNotRefusedBecauseOfAMaximum() {
    serving(6);
    cluster.autoscalers.put("checkout-green", new LiveAutoscaler("checkout-green", true, 6, false));
    receivingAfter(5, 5, 6);
    guard.beforeMove(back(autoscaled, 100));
    assertThat(cluster.actions).containsOnly("scale shop/checkout-green to 6");
    assertThat(cluster.ticker.seconds()).isEqualTo(5);
    assertThat(warnings)
        .containsExactly(
            "checkout: Deployment shop/checkout-green needs 10 ready pods to take 100 % of the"
                + " traffic without raising the load per pod, has 6. The traffic still moves,"
                + " because this is a rollback.");
  }

  @Test
  void aRollbackWaitsAMinuteForPodsThatDoNotCome() {
    serving(2);
    receiving(2);
    guard.beforeMove(back(autoscaled, 100));
    assertThat(cluster.ticker.seconds()).isEqualTo(60);
    assertThat(warnings).singleElement().asString().contains("needs 4 ready pods", "has 2.");
  }

  @Test
  void fixedReplicasAreEnoughForARollback() {
    serving(2);
    receiving(2);
    guard.beforeMove(back(checkout, 100));
    assertThat(cluster.actions).isEmpty();
    assertThat(cluster.ticker.seconds()).isZero();
    assertThat(warnings).singleElement().asString().contains("needs 4 ready pods", "has 2.");
  }

  @Test
  void podsOfTheOtherSideThatAreNotReadyAskForNothing() {
    cluster.deployments.put("checkout-blue", new LiveDeployment("c:1", 4, 0, true, false, 1));
    receiving(2);
    guard.beforeMove(back(autoscaled, 100));
    assertThat(cluster.actions).isEmpty();
    assertThat(warnings).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aSideWithoutAReadyPodGetsNoMoreTraffic(boolean isAutoscaled) {
    serving(2);
    receiving(0);
    assertThatThrownBy(() -> guard.beforeMove(back(isAutoscaled ? autoscaled : checkout, 100)))
        .isInstanceOf(GuardException.class)
        .hasMessageContaining("has 0; none of them is ready.\nNo traffic has moved.");
    assertThat(cluster.ticker.seconds()).isEqualTo(60);
  }

  private static List<LivePod> pods(int count) {
    return IntStream.range(0, count).mapToObj(GuardTest::pod).toList();
  }

  private static Move move(Move move, List<Serving> serving, int percent, Direction direction) {
    return new Move(
        move.app(),
        move.receiving(),
        serving,
        move.receivingService(),
        Weight.of(percent),
        direction,
        move.moved(),
        move.smokeTest(),
        move.job());
  }

  private Move withShare(int percent) {
    return move(checkout.toGreen(), checkout.toGreen().serving(), percent, Direction.FORWARD);
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
            checkout: Service shop/checkout-green must send traffic to the ready pods of Deployment shop/checkout-green (green-0, green-1), got green-0, old-1.
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
    cluster.answers.put("green-1/version", seconds -> 500);
    assertThatThrownBy(
            () -> guard.beforeMove(checkout.toGreen(SmokeTest.Request.of("http", "/version"))))
        .isInstanceOf(GuardException.class)
        .hasMessage(
            """
            checkout: The smoke test of Deployment shop/checkout-green failed: GET /version on port `http` must return 200, got 500 from pod green-1.
            No traffic has moved. See `kubectl logs -n shop green-1`.\
            """);
  }

  @Test
  void aRequestIsTriedAsOftenAsItsSmokeTestSays() {
    serving(1);
    receiving(1);
    cluster.answers.put("green-0/", seconds -> seconds < 2 ? 500 : 200);
    guard.beforeMove(tried(3));
    assertThat(cluster.actions)
        .isEqualTo(
            List.of(
                "GET green-0:8080/ within 10 s",
                "GET green-0:8080/ within 10 s",
                "GET green-0:8080/ within 10 s"));
    cluster.answers.put("green-0/", seconds -> 0);
    assertThatThrownBy(() -> guard.beforeMove(tried(2)))
        .isInstanceOf(GuardException.class)
        .hasMessageContaining(
            "got nothing within `timeout` (30s for all) from pod green-0 on the last of 2"
                + " attempts.");
  }

  private Move tried(int attempts) {
    var test = SmokeTest.of(SmokeTest.Request.of("http", "/")).withAttempts(attempts);
    return checkout.toGreen(Optional.of(test));
  }

  @Test
  void aJobThatHasNotSucceededStopsTheMove() {
    var tested = checkout.withJob(SmokeTestJob.of("/test"));
    cluster.job = now -> Optional.of(new LiveJob(now >= 5, Optional.empty()));
    guard.beforeMove(tested.toGreen());
    assertThat(cluster.ticker.seconds()).isEqualTo(5);
    cluster.job = now -> Optional.of(new LiveJob(false, Optional.of("DeadlineExceeded: late")));
    assertThatThrownBy(() -> guard.beforeMove(tested.toGreen()))
        .isInstanceOf(GuardException.class)
        .hasMessageContaining("failed: DeadlineExceeded: late.");
  }

  /** An autoscaler removes idle pods, and nodes fail. */
  @Test
  void podsThatAreGoneAfterALongTestStopTheMove() {
    var move = checkout.toGreen(SmokeTest.Request.of("http", "/"));
    cluster.pods = now -> cluster.actions.isEmpty() ? pods(2) : pods(1);
    assertThatThrownBy(() -> guard.beforeMove(move))
        .isInstanceOf(GuardException.class)
        .hasMessageContaining("needs 2 ready pods to take 100 % of the traffic");
  }

  @Test
  void aServiceThatKnowsNobodyIsNotWhereRequestsHaveMovedTo() {
    cluster.pods = now -> List.of();
    cluster.endpoints.put("checkout-green", now -> Set.of());
    cluster.endpoints.put("checkout-active", now -> Set.of());
    assertThatThrownBy(() -> guard.afterMove(checkout.toGreen()))
        .isInstanceOf(GuardException.class)
        .hasMessageContaining("(none), got none.");
  }

  @Test
  void noAnswerInTimeStopsTheMove() {
    cluster.answers.put("green-0/version", seconds -> 0);
    assertThatThrownBy(
            () -> guard.beforeMove(checkout.toGreen(SmokeTest.Request.of("http", "/version"))))
        .isInstanceOf(GuardException.class)
        .hasMessageContaining(
            "got nothing within `timeout` (30s for all) from pod green-0.\nNo traffic");
  }

  @Test
  void afterTheMoveTheServiceSendsRequestsToTheReceivingSide() {
    assertThatCode(() -> guard.afterMove(checkout.toGreen())).doesNotThrowAnyException();
  }

  @Test
  void aSelectorThatSomeoneElseChangedIsSeenAfterTheMove() {
    cluster.selectors.put("checkout-active", Map.of("app.kubernetes.io/name", "checkout"));
    assertThatThrownBy(() -> guard.afterMove(checkout.toGreen()))
        .isInstanceOf(GuardException.class)
        .hasMessage(
            """
            checkout: Service shop/checkout-active must have the selector {app.kubernetes.io/name=checkout, sluice.dev/color=green}, got {app.kubernetes.io/name=checkout}.
            Someone else changed it after it was applied.
            Run `pulumi up --refresh`.\
            """);
  }

  @Test
  void anActiveServiceWithoutTheReceivingPodsIsSeenAfterTheMove() {
    cluster.endpoints.put("checkout-active", now -> Set.of());
    assertThatThrownBy(() -> guard.afterMove(checkout.toGreen()))
        .isInstanceOf(GuardException.class)
        .hasMessageContaining("(green-0, green-1), got none.\nTraffic has moved");
  }

  @Test
  void weightsThatSomeoneElseChangedAreSeenAfterTheMove() {
    cluster.weights.put("HTTPRoute checkout", Map.of("checkout-blue", 80, "checkout-green", 20));
    assertThatThrownBy(() -> guard.afterMove(withRoute(10)))
        .isInstanceOf(GuardException.class)
        .hasMessageContaining(
            "HTTPRoute shop/checkout must have the weights {checkout-blue=90, checkout-green=10},"
                + " got {checkout-blue=80, checkout-green=20}.");
    assertThatCode(() -> guard.afterMove(withRoute(20))).doesNotThrowAnyException();
  }

  @Test
  void aRouteIsWaitedForUntilItIsAccepted() {
    cluster.weights.put("HTTPRoute checkout", Map.of("checkout-blue", 80, "checkout-green", 20));
    cluster.routeProblem = now -> now < 7 ? Optional.of("not yet") : Optional.empty();
    guard.afterMove(withRoute(20));
    assertThat(cluster.ticker.seconds()).isEqualTo(7);
  }

  @Test
  void aRouteThatIsNotAcceptedMayNotHaveMovedTheTraffic() {
    cluster.weights.put("HTTPRoute checkout", Map.of("checkout-blue", 80, "checkout-green", 20));
    cluster.routeProblem = now -> Optional.of("Gateway public has not reported a status for it");
    assertThatThrownBy(() -> guard.afterMove(withRoute(20)))
        .isInstanceOf(GuardException.class)
        .hasMessage(
            """
            checkout: HTTPRoute shop/checkout must be accepted by its Gateways: Gateway public has not reported a status for it.
            The traffic may not have moved.
            Check where it goes.\
            """);
    assertThat(cluster.ticker.seconds()).isEqualTo(30);
  }

  private Move withRoute(int percent) {
    var move = withShare(percent);
    return new Move(
        move.app(),
        move.receiving(),
        move.serving(),
        move.receivingService(),
        move.share(),
        move.direction(),
        List.of(route(percent)),
        move.smokeTest(),
        move.job());
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
