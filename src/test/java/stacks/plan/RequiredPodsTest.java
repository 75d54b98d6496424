package stacks.plan;

import static org.assertj.core.api.Assertions.assertThat;

import environments.workload.Autoscaling;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import stacks.Checkout;
import stacks.FakeCluster;
import stacks.cluster.LiveAutoscaler;
import stacks.cluster.LiveDeployment;
import stacks.guard.CapacityGate;
import stacks.guard.GuardException;
import stacks.guard.GuardTest;
import stacks.plan.RequiredPods.Load;

/** Tests how many pods a share of the traffic needs. */
class RequiredPodsTest {
  private static final Checkout AUTOSCALED =
      Checkout.of("shop").withScaling(Autoscaling.byCpu(2, 60, 70));

  @ParameterizedTest
  @CsvSource({
    "10, 100, 0, 0, 100, 10",
    "10, 100, 0, 0, 5, 1",
    "10, 100, 0, 0, 11, 2",
    "2, 50, 2, 50, 100, 4",
    "9, 90, 1, 10, 50, 5",
    "2, 50, 10, 50, 100, 4",
    "2, 50, 0, 50, 100, 1",
    "0, 100, 0, 0, 100, 1"
  })
  void noPodGetsMoreToDoThanThoseOfTheMostLoadedSide(
      int pods, int parts, int otherPods, int otherParts, int percent, int needed) {
    var one = new Load(pods, parts);
    var now = otherParts == 0 ? List.of(one) : List.of(one, new Load(otherPods, otherParts));
    assertThat(new RequiredPods(now).readyPods(percent)).isEqualTo(needed);
  }

  @Property
  void onAFirstDeployOnePodIsEnough(@ForAll @IntRange(min = 1, max = 100) int percent) {
    assertThat(new RequiredPods(List.of()).readyPods(percent)).isEqualTo(1);
  }

  @Property
  void aFullSwitchTakesAsManyPodsAsServe(
      @ForAll @IntRange(min = 1, max = 5000) int serving,
      @ForAll @IntRange(min = 1, max = 1000) int parts) {
    assertThat(new RequiredPods(List.of(new Load(serving, parts))).readyPods(100))
        .isEqualTo(serving);
  }

  @Property
  void aLargerShareTakesNoFewerPods(
      @ForAll("loads") List<Load> now,
      @ForAll @IntRange(min = 1, max = 99) int percent,
      @ForAll @IntRange(min = 1, max = 100) int other) {
    var demand = new RequiredPods(now);
    assertThat(demand.readyPods(Math.max(percent, other)))
        .isGreaterThanOrEqualTo(demand.readyPods(Math.min(percent, other)));
  }

  /** A side that keeps its share has enough pods. */
  @Property
  void aShareThatStaysTakesNoMorePods(@ForAll("halves") List<Load> now) {
    assertThat(new RequiredPods(now).readyPods(50)).isLessThanOrEqualTo(Math.max(1, least(now)));
  }

  private static int least(List<Load> now) {
    return now.stream().mapToInt(Load::readyPods).min().orElseThrow();
  }

  @Provide
  Arbitrary<List<Load>> halves() {
    var load = Arbitraries.integers().between(0, 200).map(pods -> new Load(pods, 50));
    return load.list().ofSize(2);
  }

  @Provide
  Arbitrary<List<Load>> loads() {
    var pods = Arbitraries.integers().between(0, 5000);
    var parts = Arbitraries.integers().between(1, 1000);
    return Combinators.combine(pods, parts).as(Load::new).list().ofMinSize(1).ofMaxSize(2);
  }

  /** Whatever runs, an autoscaler's maximum is never exceeded. */
  @Property
  void aSideIsNeverGrownAboveItsMaximum(
      @ForAll @IntRange(max = 50) int ready,
      @ForAll @IntRange(max = 50) int other,
      @ForAll @IntRange(min = 1, max = 50) int most) {
    var cluster = new FakeCluster();
    cluster.autoscalers.put(
        "checkout-green", new LiveAutoscaler("checkout-green", true, most, false));
    cluster.deployments.put(
        "checkout-blue", new LiveDeployment("c:1", other, other, true, false, 1));
    cluster.deployments.put(
        "checkout-green", new LiveDeployment("c:2", ready, ready, true, false, 1));
    cluster.pods =
        now -> IntStream.range(0, ready).mapToObj(n -> FakeCluster.ready("green-" + n)).toList();
    var move = GuardTest.back(AUTOSCALED, 100);
    try {
      new CapacityGate(cluster, cluster, cluster.ticker, warning -> {}, move).ensure();
    } catch (GuardException none) {
      assertThat(none).hasMessageContaining("none of them is ready");
    }
    assertThat(cluster.actions).allMatch(action -> count(action) <= most);
  }

  private static int count(String action) {
    return Integer.parseInt(action.substring(action.lastIndexOf(' ') + 1));
  }
}
