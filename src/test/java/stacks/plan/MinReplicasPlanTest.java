package stacks.plan;

import static environments.values.Sides.bySide;
import static org.assertj.core.api.Assertions.assertThat;

import charts.BlueGreenApp;
import environments.apps.App;
import environments.apps.BlueGreenRelease;
import environments.apps.BlueGreenSpec;
import environments.cluster.Cluster;
import environments.cluster.GatewayReference;
import environments.routing.HttpRoute;
import environments.values.Color;
import environments.values.DnsLabel;
import environments.values.Version;
import environments.workload.Autoscaling;
import environments.workload.Replicas;
import environments.workload.Scaling;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import stacks.Checkout;
import stacks.FakeCluster;
import stacks.cluster.LiveAutoscaler;
import stacks.cluster.LiveDeployment;

/**
 * Tests how many pods autoscalers keep while traffic moves, and how much traffic may move at once.
 */
final class MinReplicasPlanTest {
  private static final Scaling TWO_TO_TEN = Autoscaling.byCpu(2, 10, 70);
  private static final BlueGreenRelease BOTH =
      BlueGreenRelease.active(Color.BLUE, Version.parse("1.0.0"))
          .withPreview(Version.parse("1.1.0"));
  private static final Map<String, Integer> TO_GREEN = Map.of("blue", 0, "green", 100);
  private static final Map<String, Integer> TO_BLUE = Map.of("blue", 100, "green", 0);

  private final FakeCluster cluster = new FakeCluster();

  /** Sets the ready and the desired pods of a color, and its share of the traffic. */
  private MinReplicasPlanTest has(String color, int ready, int replicas, int percent) {
    var name = "checkout-" + color;
    cluster.deployments.put(name, new LiveDeployment("c:1", replicas, ready, true, false, 1));
    cluster.autoscalers.put(name, new LiveAutoscaler(name, true, 10, false));
    cluster.weights.computeIfAbsent("HTTPRoute checkout", any -> new HashMap<>());
    cluster.weights.get("HTTPRoute checkout").put(name, percent);
    if (percent > 50) {
      cluster.selectors.put("checkout-active", Map.of("sluice.dev/color", color));
    }
    return this;
  }

  private MinReplicasPlan reserve(
      Scaling scaling, BlueGreenRelease release, Map<String, Integer> shares) {
    var spec =
        BlueGreenSpec.of(DnsLabel.parse("checkout"), Checkout.of("shop").workload(), scaling)
            .withRouter(HttpRoute.of("shop.example"));
    var app =
        new App.BlueGreen(
            Cluster.PLAIN.withGateway(GatewayReference.of("gateway", "public")), spec, release);
    var layout = Layout.of(app, BlueGreenApp.of(app));
    return new MinReplicasPlan(layout, new LiveApp(layout, cluster), bySide(shares));
  }

  @Test
  void aSideKeepsThePodsThatItHasAndOneThatReceivesThoseThatItsShareTakes() {
    has("blue", 8, 8, 100).has("green", 2, 2, 0);
    assertThat(reserve(TWO_TO_TEN, BOTH, TO_GREEN).minReplicas(Map.of()))
        .isEqualTo(bySide(Map.of("blue", 8, "green", 8)));
    assertThat(reserve(TWO_TO_TEN, BOTH, Map.of("blue", 50, "green", 50)).minReplicas(Map.of()))
        .isEqualTo(bySide(Map.of("blue", 8, "green", 4)));
  }

  @Test
  void anAutoscalerThatKeepsAsManyByItselfIsLeftAlone() {
    has("blue", 2, 2, 100).has("green", 2, 2, 0);
    assertThat(reserve(TWO_TO_TEN, BOTH, TO_GREEN).minReplicas(Map.of())).isEmpty();
    has("blue", 8, 8, 100);
    assertThat(reserve(Replicas.of(8), BOTH, TO_GREEN).minReplicas(Map.of())).isEmpty();
  }

  @Test
  void anAutoscalerHasRoomAlways() {
    has("blue", 10, 10, 100).has("green", 2, 2, 0);
    assertThat(reserve(TWO_TO_TEN, BOTH, TO_GREEN).minReplicas(Map.of()))
        .isEqualTo(bySide(Map.of("blue", 9, "green", 9)));
  }

  @Test
  void aSideWithoutPodsKeepsNone() {
    has("blue", 8, 8, 100);
    var alone = BlueGreenRelease.active(Color.BLUE, Version.parse("1.0.0"));
    assertThat(reserve(TWO_TO_TEN, alone, TO_BLUE).minReplicas(Map.of()))
        .isEqualTo(bySide(Map.of("blue", 8)));
  }

  @Test
  void whatSomeoneHasSetByHandStays() {
    has("blue", 8, 8, 100).has("green", 2, 2, 0);
    cluster.autoscalers.put("checkout-blue", new LiveAutoscaler("checkout-blue", true, 10, true));
    assertThat(reserve(TWO_TO_TEN, BOTH, TO_GREEN).minReplicas(Map.of()))
        .isEqualTo(bySide(Map.of("green", 8)));
    assertThat(reserve(TWO_TO_TEN, BOTH, TO_GREEN).minReplicas(bySide(Map.of("blue", 7))))
        .isEqualTo(bySide(Map.of("blue", 7, "green", 8)));
  }

  /** Green serves with eight pods. */
  @ParameterizedTest
  @CsvSource({"1, 12", "2, 25", "4, 50", "7, 87"})
  void aSideThatLacksPodsCanTakeAShareAtOnce(int ready, int percent) {
    has("blue", ready, 2, 0).has("green", 8, 8, 100);
    assertThat(reserve(TWO_TO_TEN, BOTH.withActive(Color.GREEN), TO_BLUE).bearable())
        .contains(bySide(Map.of("blue", percent, "green", 100 - percent)));
  }

  @Test
  void whereAllCanMoveOrNothingIsGainedNothingMovesFirst() {
    var green = BOTH.withActive(Color.GREEN);
    has("blue", 8, 8, 0).has("green", 8, 8, 100);
    assertThat(reserve(TWO_TO_TEN, green, TO_BLUE).bearable()).isEmpty();
    has("blue", 0, 2, 0);
    assertThat(reserve(TWO_TO_TEN, green, TO_BLUE).bearable()).isEmpty();
    has("blue", 4, 4, 45).has("green", 5, 5, 55);
    assertThat(reserve(TWO_TO_TEN, green, TO_BLUE).bearable()).isEmpty();
  }

  @Test
  void nothingStaysWithPodsThatAreNotReady() {
    has("blue", 2, 2, 0).has("green", 7, 8, 100);
    assertThat(reserve(TWO_TO_TEN, BOTH.withActive(Color.GREEN), TO_BLUE).bearable()).isEmpty();
  }
}
