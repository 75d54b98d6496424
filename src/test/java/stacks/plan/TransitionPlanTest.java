package stacks.plan;

import static environments.values.Sides.bySide;
import static org.assertj.core.api.Assertions.assertThat;

import environments.values.Color;
import environments.values.SideName;
import environments.values.Track;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import stacks.cluster.LiveDeployment;
import stacks.plan.Transition.FirstDeploy;
import stacks.plan.Transition.Moving;
import stacks.plan.Transition.Refused;
import stacks.plan.Transition.Steady;
import stacks.plan.Transition.Steps;
import stacks.plan.TransitionPlan.Division;
import stacks.plan.TransitionPlan.Means;

class TransitionPlanTest {
  private static final Shares NOBODY = new Shares(Map.of());
  private static final SideChange BLUE = side("blue", "1.0.0", 3, "1.0.0", 3);
  private static final SideChange GREEN = side("green", "1.1.0", 3, "1.1.0", 3);

  @Test
  void aSwitchMovesTrafficToTheOtherColor() {
    assertThat(switched(BLUE, GREEN)).isEqualTo(new Moving(Set.of(Color.GREEN.side())));
  }

  @Test
  void aSwitchToAnotherImageIsTwoChanges() {
    assertThat(switched(BLUE, side("green", "1.2.0", 3, "1.1.0", 3)))
        .isEqualTo(
            new Refused(Color.GREEN.side(), "green changes from 1.1.0 to 1.2.0", Steps.PODS_FIRST));
  }

  @Test
  void aSwitchToAColorWithoutPodsIsTwoChanges() {
    assertThat(switched(BLUE, side("green", "1.1.0", 3, "1.0.0", 0)))
        .isEqualTo(new Refused(Color.GREEN.side(), "green has no pods yet", Steps.PODS_FIRST));
  }

  @Test
  void aSwitchThatRetiresTheOtherColorIsTwoChanges() {
    assertThat(switched(side("blue", "1.1.0", 0, "1.0.0", 3), GREEN))
        .isEqualTo(
            new Refused(
                Color.GREEN.side(), "blue shrinks from 3 to 0 replicas", Steps.TRAFFIC_FIRST));
  }

  @Test
  void aSwitchThatReimagesTheOtherColorIsTwoChanges() {
    assertThat(switched(side("blue", "1.2.0", 3, "1.0.0", 3), GREEN))
        .isEqualTo(
            new Refused(
                Color.GREEN.side(), "blue changes from 1.0.0 to 1.2.0", Steps.TRAFFIC_FIRST));
  }

  @Test
  void podsThatSomeoneHasAddedKeepNoReleaseFromGoingBack() {
    var grown = side("blue", "1.0.0", 3, "1.0.0", 6);
    var division = new Division(Shares.allTo(Color.BLUE.side()), Shares.allTo(Color.GREEN.side()));
    var sides = List.of(grown, GREEN);
    assertThat(plan(Means.ROUTING, sides, division))
        .isEqualTo(
            new Refused(
                Color.GREEN.side(), "blue shrinks from 6 to 3 replicas", Steps.TRAFFIC_FIRST));
    assertThat(new TransitionPlan(Means.ROUTING, sides, List.of(division), true).transition())
        .isEqualTo(new Moving(Set.of(Color.GREEN.side())));
  }

  @Test
  void numbersOfPodsThatAreTheWeightShrinkWithIt() {
    var stable = side("stable", "1.0.0", 2, "1.0.0", 3);
    var canary = side("canary", "1.1.0", 2, "1.1.0", 1);
    var division = new Division(ratio(3, 1), ratio(2, 2));
    assertThat(plan(Means.RATIO, List.of(stable, canary), division))
        .isEqualTo(new Moving(Set.of(Track.CANARY.side())));
  }

  @Test
  void moreReplicasInTheSameRatioMoveNothing() {
    var stable = side("stable", "1.0.0", 6, "1.0.0", 3);
    var canary = side("canary", "1.1.0", 2, "1.1.0", 1);
    var division = new Division(ratio(3, 1), ratio(6, 2));
    assertThat(plan(Means.RATIO, List.of(stable, canary), division)).isEqualTo(new Steady());
  }

  @Property
  void whereNothingTakesRequestsEverythingMayChange(
      @ForAll("sides") List<SideChange> sides, @ForAll("shares") Shares then) {
    assertThat(plan(Means.ROUTING, sides, new Division(NOBODY, then))).isEqualTo(new FirstDeploy());
  }

  @Property
  void whileTrafficStaysWhereItIsEverySideMayChange(
      @ForAll("sides") List<SideChange> sides, @ForAll("shares") Shares now) {
    assertThat(plan(Means.ROUTING, sides, new Division(now, now))).isEqualTo(new Steady());
  }

  @Property
  void trafficOnlyMovesWhereEverySideIsAsItWas(
      @ForAll("sides") List<SideChange> sides,
      @ForAll("shares") Shares now,
      @ForAll("shares") Shares then) {
    if (plan(Means.ROUTING, sides, new Division(now, then)) instanceof Moving moving) {
      assertThat(sides).noneMatch(side -> side.isReimaged() || side.shrinks());
      assertThat(sides)
          .noneMatch(side -> moving.receiving().contains(side.name()) && side.isWoken());
    }
  }

  @Property
  void whatIsRefusedIsTwoChangesThatAreNot(
      @ForAll("sides") List<SideChange> sides,
      @ForAll("shares") Shares now,
      @ForAll("shares") Shares then) {
    var together = new Division(now, then);
    if (plan(Means.ROUTING, sides, together) instanceof Refused) {
      var podsAlone = plan(Means.ROUTING, sides, new Division(now, now));
      var applied = sides.stream().map(TransitionPlanTest::applied).toList();
      var trafficAlone = plan(Means.ROUTING, applied, together);
      assertThat(podsAlone).isEqualTo(new Steady());
      // A side that will have traffic and has no pods is refused earlier, by the rules of the
      // release state.
      Assume.that(then.grownFrom(now).stream().allMatch(name -> runs(applied, name)));
      assertThat(trafficAlone).isEqualTo(new Moving(then.grownFrom(now)));
    }
  }

  @Provide
  static Arbitrary<Shares> shares() {
    return Arbitraries.integers()
        .between(0, 100)
        .map(green -> new Shares(bySide(Map.of("blue", 100 - green, "green", green))));
  }

  @Provide
  static Arbitrary<List<SideChange>> sides() {
    return Combinators.combine(side("blue"), side("green")).as(List::of);
  }

  private static Arbitrary<SideChange> side(String name) {
    var image = Arbitraries.of("1.0.0", "1.1.0");
    var replicas = Arbitraries.integers().between(0, 3);
    var live = Combinators.combine(image, replicas).as(TransitionPlanTest::live).optional();
    return Combinators.combine(image, replicas.optional(), live)
        .as((wanted, count, now) -> new SideChange(new SideName(name), wanted, count, now));
  }

  /** Returns the side after its pods have changed. */
  private static SideChange applied(SideChange side) {
    var replicas = side.replicas().orElse(Math.max(1, side.liveReplicas()));
    return new SideChange(
        side.name(), side.image(), side.replicas(), Optional.of(live(side.image(), replicas)));
  }

  private static boolean runs(List<SideChange> sides, SideName name) {
    return sides.stream().anyMatch(side -> side.name().equals(name) && side.runs());
  }

  private static Transition switched(SideChange blue, SideChange green) {
    return plan(
        Means.ROUTING,
        List.of(blue, green),
        new Division(Shares.allTo(Color.BLUE.side()), Shares.allTo(Color.GREEN.side())));
  }

  private static Transition plan(Means means, List<SideChange> sides, Division division) {
    return new TransitionPlan(means, sides, List.of(division), false).transition();
  }

  private static Shares ratio(int stable, int canary) {
    return new Shares(bySide(Map.of("stable", stable, "canary", canary)));
  }

  private static SideChange side(
      String name, String image, int replicas, String liveImage, int liveReplicas) {
    return new SideChange(
        new SideName(name),
        image,
        Optional.of(replicas),
        Optional.of(live(liveImage, liveReplicas)));
  }

  /**
   * A crashing first version of a canary is replaced while traffic, which its pods never got, is to
   * be split.
   */
  @Test
  void whereNumbersOfPodsDivideTheRequestsPodsThatAreNotReadyGetAnotherVersion() {
    var stable = side("stable", "1.0.0", 3, "1.0.0", 4);
    var crashing = Optional.of(new LiveDeployment("1.1.0", 1, 0, false, false, 1));
    var division = new Division(ratio(4, 1), ratio(3, 1));
    assertThat(
            plan(
                Means.RATIO,
                List.of(
                    stable, new SideChange(Track.CANARY.side(), "1.1.1", Optional.of(1), crashing)),
                division))
        .isEqualTo(new Moving(Set.of(Track.CANARY.side())));
    assertThat(plan(Means.RATIO, List.of(stable, side("canary", "1.1.1", 1, "1.1.0", 1)), division))
        .isInstanceOf(Refused.class);
  }

  private static LiveDeployment live(String image, int replicas) {
    return new LiveDeployment(image, replicas, replicas, false, false, 1);
  }
}
