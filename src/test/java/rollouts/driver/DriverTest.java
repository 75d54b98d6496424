package rollouts.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static rollouts.plan.ReleaseTesting.ADOPT;
import static rollouts.plan.ReleaseTesting.PROMOTE;
import static rollouts.plan.ReleaseTesting.ROLLBACK;
import static rollouts.plan.ReleaseTesting.STABLE;
import static rollouts.plan.ReleaseTesting.blueGreen;
import static rollouts.plan.ReleaseTesting.canary;
import static rollouts.plan.ReleaseTesting.run;
import static rollouts.plan.ReleaseTesting.steps;
import static rollouts.plan.ReleaseTesting.toward;

import environments.apps.ReleaseState;
import environments.values.Color;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import rollouts.FakeRelease;
import rollouts.FakeRelease.Effect;
import rollouts.FakeRelease.Killed;
import rollouts.analysis.Decision;
import rollouts.journal.JournalException;
import rollouts.journal.LockLostException;
import rollouts.journal.Outcome;
import rollouts.journal.Release;
import rollouts.journal.ReleaseEvent;
import rollouts.plan.KnownGoodStates;
import rollouts.plan.Plan;
import rollouts.plan.ReleaseTesting;
import rollouts.plan.Step;
import rollouts.plan.Verb;
import stacks.cluster.FailureCause;
import stacks.guard.Direction;

final class DriverTest {
  private static final ReleaseState DEPLOYED = canary("1.0.0", "1.1.0", 0);
  private static final ReleaseState FULL = canary("1.0.0", "1.1.0", 100);
  private static final ReleaseState STABLE_TOO = canary("1.1.0", "1.1.0", 100);
  private static final ReleaseState BACK = canary("1.1.0", "1.1.0", 0);
  private static final ReleaseState PROMOTED = canary("1.1.0", "", 0);
  private static final Plan PLAN =
      new Plan(
          "dev",
          "web",
          run("1.1.0"),
          STABLE,
          steps(STABLE, DEPLOYED, canary("1.0.0", "1.1.0", 10), FULL, STABLE_TOO, BACK, PROMOTED));

  private final FakeRelease world = new FakeRelease(STABLE);

  @Test
  void aGoodReleaseGoesThroughAllItsStepsAndIsProved() {
    assertThat(world.driver().start("1", PLAN)).isEqualTo(Outcome.DONE);
    assertThat(world.actions)
        .isEqualTo(
            List.of(
                "canary: deploy 1.1.0",
                "weight 10",
                "weight 100",
                "stable: deploy 1.1.0",
                "weight 0",
                "canary: retire"));
    assertThat(world.live).isEqualTo(PROMOTED);
    assertThat(world.knownGood).isEqualTo(new KnownGoodStates(List.of(STABLE, PROMOTED)));
    assertThat(world.newest.flatMap(Release::outcome)).contains(Outcome.DONE);
  }

  @Test
  void aStepThatTheClusterRefusesTurnsTheReleaseRound() {
    refuseOnce(world, 3);
    assertThat(world.driver().start("1", PLAN)).isEqualTo(Outcome.ROLLED_BACK);
    assertThat(world.actions)
        .isEqualTo(List.of("canary: deploy 1.1.0", "weight 10", "weight 0", "canary: retire"));
    assertThat(world.live).isEqualTo(STABLE);
    assertThat(world.knownGood).isEqualTo(KnownGoodStates.NONE);
    assertThat(world.newest.flatMap(Release::reason)).contains("no");
    assertThat(world.directions)
        .isEqualTo(
            List.of(
                Direction.FORWARD,
                Direction.FORWARD,
                Direction.FORWARD,
                Direction.ROLLBACK,
                Direction.ROLLBACK));
  }

  @Test
  void podsThatDoNotStayReadyGiveTheRequestsBackToThoseThatWereKept() {
    world.watch =
        (step, events) ->
            step.release().equals(BACK)
                ? new StepMonitor.Observation.Bad("1 of 2 is ready")
                : new StepMonitor.Observation.Good();
    assertThat(world.driver().start("1", PLAN)).isEqualTo(Outcome.ROLLED_BACK);
    assertThat(world.actions.subList(4, world.actions.size()))
        .isEqualTo(
            List.of(
                "weight 0", "weight 100", "stable: deploy 1.0.0", "weight 0", "canary: retire"));
    assertThat(world.live).isEqualTo(STABLE);
  }

  @Test
  void autoscalersKeepTheirPodsUntilTheRequestsHaveMovedForTheLastTime() {
    var autoscaled =
        new Plan(
            "dev",
            "web",
            Plan.Operation.START,
            PLAN.verb(),
            STABLE,
            PLAN.steps(),
            true,
            Direction.FORWARD);
    world.driver().start("1", autoscaled);
    var some = Optional.of(canary("1.0.0", "1.1.0", 10));
    assertThat(world.moves)
        .isEqualTo(
            List.of(
                some,
                some,
                Optional.of(FULL),
                Optional.of(BACK),
                Optional.of(BACK),
                Optional.empty()));
  }

  /** The journal of an older version has no such step. */
  @Test
  void whereNothingFreesAutoscalersTheyKeepNothing() {
    world.driver().start("1", PLAN);
    assertThat(world.moves).containsOnly(Optional.empty());
  }

  private static Plan freeing(Verb verb, ReleaseState... path) {
    var steps = new ArrayList<>(steps(path));
    steps.add(Step.resettingAutoscalers(path[path.length - 1]));
    return new Plan(
        "dev", "web", Plan.Operation.START, verb, path[0], steps, true, Direction.FORWARD);
  }

  @Test
  void autoscalersThatCannotBeFreedDoNotTakeBackWhatHasProvedItself() {
    var other = new FakeRelease(DEPLOYED);
    other.before =
        effect -> {
          if (effect == Effect.APPLY && other.live.equals(FULL)) {
            throw new ApplyException(FailureCause.CONFLICT, "kubectl-edit has set it");
          }
        };
    assertThat(other.driver().start("1", freeing(toward("canary", 100), DEPLOYED, FULL)))
        .isEqualTo(Outcome.PAUSED);
    assertThat(other.events)
        .contains(new ReleaseEvent.Ended(Outcome.PAUSED, "kubectl-edit has set it"));
    assertThat(other.live).isEqualTo(FULL);
    other.before = effect -> {};
    other.ticker.pause(Duration.ofHours(2));
    assertThat(other.driver().resume(other.newest.orElseThrow())).isEqualTo(Outcome.DONE);
    assertThat(other.live).isEqualTo(FULL);
  }

  @Test
  void requestsGoBackInTwoMovesToASideThatLacksPods() {
    var shared = new FakeRelease(FULL);
    shared.grade =
        (now, goal) ->
            goal.equals(DEPLOYED) ? Optional.of(canary("1.0.0", "1.1.0", 75)) : Optional.empty();
    assertThat(shared.driver().start("1", freeing(ROLLBACK, FULL, DEPLOYED)))
        .isEqualTo(Outcome.DONE);
    assertThat(shared.actions).isEqualTo(List.of("weight 75", "weight 0"));
    assertThat(shared.newest.orElseThrow().steps())
        .extracting(Step::name)
        .isEqualTo(List.of("weight 75", "weight 0", "autoscalers: free"));
    assertThat(shared.moves)
        .isEqualTo(List.of(Optional.of(DEPLOYED), Optional.of(DEPLOYED), Optional.empty()));
    assertThat(shared.directions)
        .isEqualTo(List.of(Direction.ROLLBACK, Direction.ROLLBACK, Direction.NONE));
  }

  @Test
  void requestsGoForwardInTheStepsOfThePlanAlone() {
    world.grade = (now, goal) -> Optional.of(canary("1.0.0", "1.1.0", 5));
    world.driver().start("1", PLAN);
    assertThat(world.actions).isEqualTo(PLAN.steps().stream().map(Step::name).toList());
  }

  @Test
  void whatARollbackHasLeftIsNotKnownToWorkAnyMore() {
    var before = blueGreen(Color.BLUE, "1.0.0", "", 0);
    var bad = blueGreen(Color.GREEN, "1.0.0", "1.1.0", 0);
    var after = blueGreen(Color.BLUE, "1.0.0", "1.1.0", 0);
    var switched = new FakeRelease(bad);
    switched.knownGood = new KnownGoodStates(List.of(before, bad));
    var plan = new Plan("dev", "web", ROLLBACK, bad, steps(bad, after));
    assertThat(switched.driver().start("1", plan)).isEqualTo(Outcome.DONE);
    assertThat(switched.knownGood).isEqualTo(new KnownGoodStates(List.of(before)));
    assertThat(switched.directions).isEqualTo(List.of(Direction.ROLLBACK));
  }

  /** A canary remains the canary with more than half of the traffic. */
  @Test
  void theRestOfTheRequestsGoForwardToTheSideThatHasMostOfThemAlready() {
    var most = canary("1.0.0", "1.1.0", 75);
    var world = new FakeRelease(most);
    var plan = new Plan("dev", "web", toward("canary", 100), most, steps(most, FULL));
    assertThat(world.driver().start("1", plan)).isEqualTo(Outcome.DONE);
    assertThat(world.directions).isEqualTo(List.of(Direction.FORWARD));
    assertThat(world.knownGood).isEqualTo(new KnownGoodStates(List.of(STABLE, FULL)));
    var back = new Plan("dev", "web", toward("stable", 100), most, steps(most, DEPLOYED));
    var home = new FakeRelease(most);
    assertThat(home.driver().start("1", back)).isEqualTo(Outcome.DONE);
    assertThat(home.directions).isEqualTo(List.of(Direction.ROLLBACK));
    assertThat(home.knownGood).isEqualTo(new KnownGoodStates(List.of(STABLE)));
  }

  @Test
  void whatHadTheRestOfTheRequestsBeforeAPromotionIsTheRollback() {
    var most = blueGreen(Color.BLUE, "1.0.0", "1.1.0", 75);
    var promoted = blueGreen(Color.GREEN, "1.0.0", "1.1.0", 0);
    var world = new FakeRelease(most);
    var plan = new Plan("dev", "web", PROMOTE, most, steps(most, promoted));
    assertThat(world.driver().start("1", plan)).isEqualTo(Outcome.DONE);
    var alone = blueGreen(Color.BLUE, "1.0.0", "", 0);
    assertThat(world.knownGood).isEqualTo(new KnownGoodStates(List.of(alone, promoted)));
  }

  @Test
  void anAdoptionThatIsNotAppliedIsNotTakenBack() {
    var found = canary("1.0.0", "1.2.0", 0);
    var world = new FakeRelease(found);
    world.before =
        effect -> {
          if (effect == Effect.APPLY) {
            throw new ApplyException(FailureCause.REFUSED, "quota");
          }
        };
    var plan = new Plan("dev", "web", ADOPT, found, List.of(Step.adopting(found)));
    assertThat(world.driver().start("1", plan)).isEqualTo(Outcome.PAUSED);
    world.before = effect -> {};
    assertThat(world.driver().resume(world.newest.orElseThrow())).isEqualTo(Outcome.DONE);
    assertThat(world.directions).containsOnly(Direction.NONE);
  }

  @Test
  void aShareThatIsTakenBackByASwitchHasProvedNothing() {
    var shared = blueGreen(Color.BLUE, "1.0.0", "1.1.0", 20);
    var world = new FakeRelease(shared);
    var after = blueGreen(Color.BLUE, "1.0.0", "1.1.0", 0);
    var plan = new Plan("dev", "web", toward("green", 0), shared, steps(shared, after));
    assertThat(world.driver().start("1", plan)).isEqualTo(Outcome.DONE);
    assertThat(world.knownGood)
        .isEqualTo(new KnownGoodStates(List.of(blueGreen(Color.BLUE, "1.0.0", "", 0))));
  }

  @Test
  void aShareThatARollbackTakesBackProvesTheOtherSideAlone() {
    var shared = blueGreen(Color.BLUE, "1.0.0", "1.1.0", 20);
    var world = new FakeRelease(shared);
    var after = blueGreen(Color.BLUE, "1.0.0", "1.1.0", 0);
    var plan = new Plan("dev", "web", ROLLBACK, shared, steps(shared, after));
    assertThat(world.driver().start("1", plan)).isEqualTo(Outcome.DONE);
    assertThat(world.knownGood)
        .isEqualTo(new KnownGoodStates(List.of(blueGreen(Color.BLUE, "1.0.0", "", 0))));
  }

  private static void refuseOnce(FakeRelease world, int number) {
    var applied = new AtomicInteger();
    world.before =
        effect -> {
          if (effect == Effect.APPLY && applied.incrementAndGet() == number) {
            throw new ApplyException(FailureCause.REFUSED, "no");
          }
        };
  }

  @Test
  void whatDoesNotAnswerIsTriedAgainWithLongerPauses() {
    var applied = new AtomicInteger();
    world.before =
        effect -> {
          if (effect == Effect.APPLY && applied.incrementAndGet() <= 4) {
            throw new ApplyException(FailureCause.UNREACHABLE, "connection refused");
          }
        };
    assertThat(world.driver().start("1", PLAN)).isEqualTo(Outcome.DONE);
    assertThat(world.events)
        .filteredOn(ReleaseEvent.Retrying.class::isInstance)
        .extracting(event -> ((ReleaseEvent.Retrying) event).pause().toSeconds())
        .isEqualTo(List.of(1L, 2L, 4L, 8L));
  }

  @Test
  void driversThatWaitForOneThingComeApart() {
    world.random = 0.5;
    var applied = new AtomicInteger();
    world.before =
        effect -> {
          if (effect == Effect.APPLY && applied.incrementAndGet() <= 3) {
            throw new ApplyException(FailureCause.UNREACHABLE, "connection refused");
          }
        };
    assertThat(world.driver().start("1", PLAN)).isEqualTo(Outcome.DONE);
    assertThat(world.events)
        .filteredOn(ReleaseEvent.Retrying.class::isInstance)
        .extracting(event -> ((ReleaseEvent.Retrying) event).pause().toMillis())
        .isEqualTo(List.of(750L, 1500L, 3000L));
  }

  @Test
  void whatNeverAnswersTurnsTheReleaseRoundInTime() {
    world.before =
        effect -> {
          if (effect == Effect.APPLY && world.configured.equals(FULL)) {
            throw new ApplyException(FailureCause.UNREACHABLE, "connection refused");
          }
        };
    assertThat(world.driver().start("1", PLAN)).isEqualTo(Outcome.ROLLED_BACK);
    assertThat(world.live).isEqualTo(STABLE);
    assertThat(world.ticker.seconds()).isLessThan(300);
  }

  @Test
  void theRollbackIsTriedForItsWholeTimeWhateverFails() {
    refuseOnce(world, 2);
    var first = world.before;
    world.before =
        effect -> {
          first.accept(effect);
          if (effect == Effect.APPLY
              && world.configured.equals(STABLE)
              && world.ticker.seconds() < 600) {
            throw new ApplyException(FailureCause.REFUSED, "still no");
          }
        };
    assertThat(world.driver().start("1", PLAN)).isEqualTo(Outcome.ROLLED_BACK);
    assertThat(world.live).isEqualTo(STABLE);
  }

  @Test
  void theRollbackIsNotTriedAgainWhereSomeoneElseHasSetWhatItChanges() {
    refuseOnce(world, 2);
    var first = world.before;
    world.before =
        effect -> {
          first.accept(effect);
          if (effect == Effect.APPLY && world.configured.equals(STABLE)) {
            throw new ApplyException(FailureCause.CONFLICT, "conflict with \"kubectl-patch\"");
          }
        };
    assertThat(world.driver().start("1", PLAN)).isEqualTo(Outcome.STUCK);
    assertThat(world.ticker.seconds()).isZero();
    assertThat(world.newest.orElseThrow().isOpen()).isTrue();
  }

  @Test
  void aRollbackThatFailsTooIsLeftForAPersonAndCanBeTriedAgain() {
    world.before =
        effect -> {
          if (effect == Effect.APPLY) {
            throw new ApplyException(FailureCause.REFUSED, "quota");
          }
        };
    assertThat(world.driver().start("1", PLAN)).isEqualTo(Outcome.STUCK);
    world.before = effect -> {};
    var stuck = world.newest.orElseThrow();
    assertThat(stuck.isOpen()).isTrue();
    assertThat(world.driver().abort(stuck, "again")).isEqualTo(Outcome.ROLLED_BACK);
    assertThat(world.live).isEqualTo(STABLE);
  }

  @Test
  void whoeverMustGoBackByHandIsReportedHow() {
    world.before =
        effect -> {
          if (effect == Effect.APPLY && world.configured.equals(FULL)) {
            world.before =
                next -> {
                  if (next == Effect.APPLY) {
                    throw new ApplyException(FailureCause.REFUSED, "quota");
                  }
                };
            throw new ApplyException(FailureCause.REFUSED, "quota");
          }
        };
    assertThat(world.driver().start("1", PLAN)).isEqualTo(Outcome.STUCK);
    assertThat(world.events)
        .contains(
            new ReleaseEvent.ByHand(
                List.of("from " + DEPLOYED.entries() + " to " + STABLE.entries())));
  }

  @Test
  void aRollbackThatFailsNeverSendsRequestsToWhatItLeaves() {
    var bad = blueGreen(Color.GREEN, "1.0.0", "1.1.0", 0);
    var good = blueGreen(Color.BLUE, "1.0.0", "1.1.0", 0);
    var switched = new FakeRelease(bad);
    switched.before =
        effect -> {
          if (effect == Effect.APPLY) {
            throw new ApplyException(FailureCause.REFUSED, "not accepted");
          }
        };
    var plan = new Plan("dev", "web", ROLLBACK, bad, steps(bad, good));
    assertThat(plan.timeout(ReleaseTesting.TIMEOUTS)).isEqualTo(ReleaseTesting.TIMEOUTS.rollBack());
    assertThat(switched.driver().start("1", plan)).isEqualTo(Outcome.STUCK);
    assertThat(switched.configured).isEqualTo(good);
    assertThat(switched.ticker.seconds()).isBetween(14 * 60L, 15 * 60L);
    assertThat(switched.events)
        .contains(
            new ReleaseEvent.ByHand(List.of("from " + good.entries() + " to " + good.entries())));
    switched.before = effect -> {};
    var stuck = switched.newest.orElseThrow();
    assertThat(switched.driver().resume(stuck)).isEqualTo(Outcome.DONE);
    assertThat(switched.live).isEqualTo(good);
    assertThat(switched.driver().abort(stuck, "by hand")).isEqualTo(Outcome.DONE);
    assertThat(switched.live).isEqualTo(good);
    switched.ticker.pause(Duration.ofHours(2));
    assertThat(switched.driver().resume(stuck)).isEqualTo(Outcome.DONE);
    assertThat(switched.live).isEqualTo(good);
  }

  /** The version that served before has the traffic, and the stable track still has to get it. */
  @Test
  void aRollbackThatIsAbortedBehindItsMoveGoesOn() {
    var bad = canary("1.1.0", "", 0);
    var deployed = canary("1.1.0", "1.0.0", 0);
    var full = canary("1.1.0", "1.0.0", 100);
    var stable = canary("1.0.0", "1.0.0", 100);
    var promoted = new FakeRelease(bad);
    promoted.before =
        effect -> {
          if (effect == Effect.APPLY && promoted.configured.equals(stable)) {
            throw new ApplyException(FailureCause.REFUSED, "exceeded quota");
          }
        };
    var home = canary("1.0.0", "1.0.0", 0);
    var plan = new Plan("dev", "web", ROLLBACK, bad, steps(bad, deployed, full, stable, home));
    assertThat(promoted.driver().start("1", plan)).isEqualTo(Outcome.STUCK);
    assertThat(promoted.live).isEqualTo(full);
    promoted.before = effect -> {};
    assertThat(promoted.driver().abort(promoted.newest.orElseThrow(), "by hand"))
        .isEqualTo(Outcome.DONE);
    assertThat(promoted.live).isEqualTo(home);
  }

  @Test
  void aRollbackWhoseVersionDoesNotComeUpLeavesTheRequestsWhereTheyAre() {
    var bad = canary("1.1.0", "", 0);
    var deployed = canary("1.1.0", "1.0.0", 0);
    var full = canary("1.1.0", "1.0.0", 100);
    var promoted = new FakeRelease(bad);
    refuseOnce(promoted, 1);
    var plan = new Plan("dev", "web", ROLLBACK, bad, steps(bad, deployed, full));
    assertThat(promoted.driver().start("1", plan)).isEqualTo(Outcome.ROLLED_BACK);
    assertThat(promoted.live).isEqualTo(bad);
  }

  @Test
  void aRollbackThatTheJournalKeepsFromGoingIsReported() {
    world.before =
        effect -> {
          if (effect == Effect.APPLY && world.configured.equals(FULL)) {
            world.before =
                next -> {
                  if (next == Effect.JOURNAL) {
                    throw new JournalException(FailureCause.DENIED, "Forbidden");
                  }
                };
            throw new ApplyException(FailureCause.REFUSED, "quota");
          }
        };
    assertThatThrownBy(() -> world.driver().start("1", PLAN)).isInstanceOf(JournalException.class);
    assertThat(world.events)
        .contains(
            new ReleaseEvent.ByHand(List.of("from " + FULL.entries() + " to " + STABLE.entries())));
  }

  @Test
  void aRollbackDoesNotEndWithWhatCannotBeLookedUp() {
    world.watch = (step, events) -> new StepMonitor.Observation.Undecided("waits");
    assertThat(world.driver().start("1", PLAN)).isEqualTo(Outcome.PAUSED);
    world.before =
        effect -> {
          if (effect == Effect.RECOVER) {
            throw new ApplyException(FailureCause.REFUSED, "the state cannot be read");
          }
        };
    var held = world.newest.orElseThrow();
    assertThatThrownBy(() -> world.driver().resume(held)).isInstanceOf(ApplyException.class);
    assertThat(world.driver().abort(held, "by hand")).isEqualTo(Outcome.ROLLED_BACK);
    assertThat(world.events)
        .contains(new ReleaseEvent.Progress("Rolling back anyway: the state cannot be read"));
  }

  @Test
  void whoMayNotGoOnStopsWhereItIsAndGoesOnWhenHeMay() {
    world.before =
        effect -> {
          if (effect == Effect.APPLY && world.configured.equals(FULL)) {
            throw new ApplyException(FailureCause.DENIED, "Unauthorized");
          }
        };
    assertThat(world.driver().start("1", PLAN)).isEqualTo(Outcome.PAUSED);
    assertThat(world.live).isEqualTo(canary("1.0.0", "1.1.0", 10));
    assertThat(world.events)
        .contains(new ReleaseEvent.Ended(Outcome.PAUSED, "not allowed: Unauthorized"));
    world.before = effect -> {};
    assertThat(world.driver().resume(world.newest.orElseThrow())).isEqualTo(Outcome.DONE);
    assertThat(world.live).isEqualTo(PROMOTED);
  }

  @Test
  void aWatchThatMayNotLookStopsWhereItIs() {
    world.watch =
        (step, events) -> {
          throw new ApplyException(FailureCause.DENIED, "Unauthorized");
        };
    assertThat(world.driver().start("1", PLAN)).isEqualTo(Outcome.PAUSED);
    assertThat(world.live).isEqualTo(DEPLOYED);
  }

  @Test
  void aJournalThatDeniesItsUserIsNotAskedAgain() {
    world.before =
        effect -> {
          if (effect == Effect.JOURNAL && world.live.equals(DEPLOYED)) {
            throw new JournalException(FailureCause.DENIED, "Forbidden");
          }
        };
    assertThatThrownBy(() -> world.driver().start("1", PLAN)).isInstanceOf(JournalException.class);
    assertThat(world.live).isEqualTo(DEPLOYED);
    assertThat(world.ticker.seconds()).isZero();
  }

  @Test
  void nothingIsChangedThatTheJournalDoesNotKnowOf() {
    world.before =
        effect -> {
          if (effect == Effect.JOURNAL) {
            throw new JournalException("no space left");
          }
        };
    assertThatThrownBy(() -> world.driver().start("1", PLAN)).isInstanceOf(JournalException.class);
    assertThat(world.configured).isEqualTo(STABLE);
    assertThat(world.actions).isEmpty();
  }

  @Test
  void aDriverThatWasTakenOverStopsAtOnce() {
    var writes = new AtomicInteger();
    world.before =
        effect -> {
          if (effect == Effect.JOURNAL && writes.incrementAndGet() == 4) {
            throw new LockLostException("somebody else");
          }
        };
    assertThatThrownBy(() -> world.driver().start("1", PLAN)).isInstanceOf(LockLostException.class);
    assertThat(world.actions).isEqualTo(List.of("canary: deploy 1.1.0"));
  }

  /** A machine may sleep for longer than other drivers wait. */
  @Test
  void aDriverThatWasTakenOverDoesNotTryAgainWhatDidNotAnswer() {
    var attempts = new AtomicInteger();
    world.before =
        effect -> {
          if (effect == Effect.APPLY && attempts.incrementAndGet() > 0) {
            throw new ApplyException(FailureCause.UNREACHABLE, "connection refused");
          }
          if (effect == Effect.CONFIRM && attempts.get() > 0) {
            world.configured = STABLE;
            throw new LockLostException("somebody else");
          }
        };
    assertThatThrownBy(() -> world.driver().start("1", PLAN)).isInstanceOf(LockLostException.class);
    assertThat(world.configured).isEqualTo(STABLE);
    assertThat(attempts).hasValue(1);
  }

  @Test
  void theFirstMoveOfTrafficIsAskedForAndNoOther() {
    var asked = new AtomicInteger();
    world.approval = step -> asked.incrementAndGet() > 0;
    world.driver().start("1", PLAN);
    assertThat(asked).hasValue(1);
  }

  @Test
  void withoutApprovalTheReleaseWaitsBeforeTrafficMoves() {
    world.approval = step -> false;
    assertThat(world.driver().start("1", PLAN)).isEqualTo(Outcome.PAUSED);
    assertThat(world.live).isEqualTo(DEPLOYED);
    world.approval = step -> true;
    assertThat(world.driver().resume(world.newest.orElseThrow())).isEqualTo(Outcome.DONE);
    assertThat(world.live).isEqualTo(PROMOTED);
  }

  @Test
  void anInterruptedReleaseEndsItsStepAndCanBeTakenBack() {
    world.after = effect -> world.isInterrupted = effect == Effect.APPLY || world.isInterrupted;
    assertThat(world.driver().start("1", PLAN)).isEqualTo(Outcome.PAUSED);
    assertThat(world.live).isEqualTo(DEPLOYED);
    world.after = effect -> {};
    world.isInterrupted = false;
    assertThat(world.driver().abort(world.newest.orElseThrow(), "by hand"))
        .isEqualTo(Outcome.ROLLED_BACK);
    assertThat(world.live).isEqualTo(STABLE);
  }

  @Test
  void anInterruptedReleaseSaysWhetherItsStepHasBegun() {
    world.after = effect -> world.isInterrupted = effect == Effect.APPLY || world.isInterrupted;
    world.driver().start("1", PLAN);
    assertThat(world.events)
        .contains(new ReleaseEvent.Ended(Outcome.PAUSED, "interrupted before: weight 10"));
    var watched = new FakeRelease(STABLE);
    watched.watch =
        (step, events) -> {
          watched.isInterrupted = step.isTraffic();
          return watched.isInterrupted
              ? new StepMonitor.Observation.Interrupted()
              : new StepMonitor.Observation.Good();
        };
    watched.driver().start("1", PLAN);
    assertThat(watched.events)
        .contains(new ReleaseEvent.Ended(Outcome.PAUSED, "interrupted in: weight 10"));
  }

  @Test
  void whatIsMeasuredWasNotLeft() {
    world.watch =
        (step, events) -> {
          if (!step.isTraffic()) {
            return new StepMonitor.Observation.Good();
          }
          for (int i = 0; i < 5; i++) {
            world.ticker.pause(Duration.ofMinutes(20));
            events.accept(
                new ReleaseEvent.Judged(
                    step,
                    List.of(),
                    new Decision.Wait("too few samples", Duration.ZERO),
                    List.of()));
          }
          throw new FakeRelease.Killed();
        };
    assertThatThrownBy(() -> world.driver().start("1", PLAN))
        .isInstanceOf(FakeRelease.Killed.class);
    world.watch = StepMonitor.NOTHING;
    world.ticker.pause(Duration.ofMinutes(1));
    assertThat(world.driver().resume(world.newest.orElseThrow())).isEqualTo(Outcome.DONE);
  }

  @Test
  void whatAnAnalysisFindsBadGoesBack() {
    world.watch =
        (step, events) ->
            step.release().equals(FULL)
                ? new StepMonitor.Observation.Bad("error rate 20 %")
                : new StepMonitor.Observation.Good();
    assertThat(world.driver().start("1", PLAN)).isEqualTo(Outcome.ROLLED_BACK);
    assertThat(world.live).isEqualTo(STABLE);
    assertThat(world.newest.flatMap(Release::reason)).contains("error rate 20 %");
  }

  @Test
  void aReleaseThatWasLeftForMoreThanAnHourIsTakenBack() {
    world.approval = step -> false;
    world.driver().start("1", PLAN);
    world.ticker.pause(Duration.ofMinutes(61));
    assertThat(world.driver().resume(world.newest.orElseThrow())).isEqualTo(Outcome.ROLLED_BACK);
    assertThat(world.live).isEqualTo(STABLE);
    assertThat(world.newest.flatMap(Release::reason))
        .contains("it was idle for 61m; a release can be resumed for 1h");
  }

  @Test
  void anInterruptedRollbackStopsBetweenAttempts() {
    refuseOnce(world, 2);
    var first = world.before;
    world.before =
        effect -> {
          first.accept(effect);
          world.isInterrupted = world.configured.equals(STABLE) && world.ticker.seconds() > 20;
          if (effect == Effect.APPLY && world.configured.equals(STABLE)) {
            throw new ApplyException(FailureCause.REFUSED, "still no");
          }
        };
    assertThat(world.driver().start("1", PLAN)).isEqualTo(Outcome.PAUSED);
    assertThat(world.ticker.seconds()).isLessThan(60);
    world.before = effect -> {};
    world.isInterrupted = false;
    assertThat(world.driver().resume(world.newest.orElseThrow())).isEqualTo(Outcome.ROLLED_BACK);
    assertThat(world.live).isEqualTo(STABLE);
  }

  @Test
  void aResumedReleaseWaitsForWhatStillHoldsTheStack() {
    world.approval = step -> false;
    world.driver().start("1", PLAN);
    world.approval = step -> true;
    world.before =
        effect -> {
          if (effect == Effect.RECOVER && world.ticker.seconds() < 30) {
            throw new ApplyException(FailureCause.UNREACHABLE, "locked");
          }
        };
    assertThat(world.driver().resume(world.newest.orElseThrow())).isEqualTo(Outcome.DONE);
    assertThat(world.ticker.seconds()).isBetween(30L, 60L);
  }

  @Test
  void aHistoryThatCannotBeWrittenTurnsAReleaseRoundAndKeepsNothingFromGoingBack() {
    world.before =
        effect -> {
          if (effect == Effect.COMMIT && !world.configured.equals(DEPLOYED)) {
            throw new ApplyException(
                FailureCause.REFUSED, "cannot do a partial commit during a merge");
          }
        };
    assertThat(world.driver().start("1", PLAN)).isEqualTo(Outcome.ROLLED_BACK);
    assertThat(world.actions).isEqualTo(List.of("canary: deploy 1.1.0", "canary: retire"));
    assertThat(world.live).isEqualTo(STABLE);
    assertThat(world.events)
        .contains(
            new ReleaseEvent.Progress(
                "Rolling back without a commit: cannot do a partial commit during a merge"));
  }

  /**
   * If a driver is killed before or after any effect, the next one reaches the same end, using only
   * steps of the plan.
   */
  @Property
  void killedAnywhereAReleaseIsResumedToItsEnd(
      @ForAll @IntRange(min = 1, max = 40) int at, @ForAll boolean afterwards) {
    var killed = new FakeRelease(STABLE);
    kill(killed, at, afterwards);
    try {
      killed.driver().start("1", PLAN);
    } catch (Killed e) {
      heal(killed);
      killed
          .newest
          .filter(Release::isOpen)
          .ifPresent(open -> assertThat(killed.driver().resume(open)).isEqualTo(Outcome.DONE));
    }
    boolean began = killed.newest.isPresent();
    assertThat(killed.live).isEqualTo(began ? PROMOTED : STABLE);
    assertThat(killed.configured).isEqualTo(killed.live);
    assertThat(killed.actions).hasSize(began ? PLAN.steps().size() : 0);
  }

  /**
   * If a driver is killed at any point, forward or rolling back, an aborted release restores the
   * state before it.
   */
  @Property
  void killedAnywhereAReleaseIsTakenBack(
      @ForAll @IntRange(min = 1, max = 30) int at, @ForAll @IntRange(min = 1, max = 15) int again) {
    var killed = new FakeRelease(STABLE);
    kill(killed, at, false);
    try {
      killed.driver().start("1", PLAN);
    } catch (Killed e) {
      kill(killed, again, true);
      takeBack(killed);
    }
    boolean done = killed.newest.flatMap(Release::outcome).equals(Optional.of(Outcome.DONE));
    assertThat(killed.live).isEqualTo(done ? PROMOTED : STABLE);
    assertThat(killed.configured).isEqualTo(killed.live);
  }

  /** This holds in both directions and for any number of moves. */
  @Property
  void killedAnywhereAReleaseLeavesAutoscalersFreeInTheEnd(
      @ForAll @IntRange(min = 1, max = 30) int at,
      @ForAll boolean afterwards,
      @ForAll boolean isTakenBack) {
    var before = blueGreen(Color.BLUE, "1.0.0", "", 0);
    var switched = blueGreen(Color.GREEN, "1.0.0", "1.1.0", 0);
    var plan =
        freeing(
            run("1.1.0"),
            before,
            blueGreen(Color.BLUE, "1.0.0", "1.1.0", 0),
            blueGreen(Color.BLUE, "1.0.0", "1.1.0", 50),
            switched);
    var killed = new FakeRelease(before);
    killed.grade =
        (now, goal) ->
            now.equals(switched)
                ? Optional.of(blueGreen(Color.GREEN, "1.0.0", "1.1.0", 25))
                : Optional.empty();
    kill(killed, at, afterwards);
    try {
      killed.driver().start("1", plan);
    } catch (Killed e) {
      heal(killed);
      killed
          .newest
          .filter(Release::isOpen)
          .ifPresent(
              open -> {
                var unused =
                    isTakenBack
                        ? killed.driver().abort(open, "by hand")
                        : killed.driver().resume(open);
              });
    }
    var outcome = killed.newest.flatMap(Release::outcome);
    assertThat(killed.live)
        .isEqualTo(outcome.equals(Optional.of(Outcome.DONE)) ? switched : before);
    if (outcome.isPresent()) {
      assertThat(killed.moves.get(killed.moves.size() - 1)).isEmpty();
    }
  }

  private static void takeBack(FakeRelease killed) {
    try {
      killed
          .newest
          .filter(Release::isOpen)
          .ifPresent(open -> killed.driver().abort(open, "by hand"));
    } catch (Killed e) {
      heal(killed);
      killed.newest.filter(Release::isOpen).ifPresent(open -> killed.driver().abort(open, "again"));
    }
  }

  private static void kill(FakeRelease world, int at, boolean afterwards) {
    var count = new AtomicInteger();
    Consumer<Effect> bullet =
        effect -> {
          if (count.incrementAndGet() == at) {
            throw new Killed();
          }
        };
    heal(world);
    if (afterwards) {
      world.after = bullet;
    } else {
      world.before = bullet;
    }
  }

  private static void heal(FakeRelease world) {
    world.before = effect -> {};
    world.after = effect -> {};
  }
}
