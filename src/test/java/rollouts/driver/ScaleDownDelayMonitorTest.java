package rollouts.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static rollouts.plan.ReleaseTesting.canary;

import environments.apps.ReleaseState;
import environments.values.Track;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;
import rollouts.driver.StepMonitor.Observation;
import rollouts.journal.ReleaseEvent;
import rollouts.plan.Step;
import stacks.ScriptedTicker;
import stacks.cluster.ClusterException;
import stacks.cluster.FailureCause;
import stacks.plan.LiveAppState.LiveSide;

/** Tests the monitor with a scale-down delay of half a minute. */
final class ScaleDownDelayMonitorTest {
  private static final ReleaseState BACK = canary("1.1.0", "1.1.0", 0);
  private static final Step GIVEN_BACK =
      Step.between(canary("1.1.0", "1.1.0", 100), BACK, Step.Hold.SCALE_DOWN_DELAY);

  private final ScriptedTicker ticker = new ScriptedTicker();
  private final List<Step> looked = new ArrayList<>();
  private final List<ReleaseEvent> events = new ArrayList<>();
  private LongFunction<Integer> stable = second -> 2;
  private int canary = 2;
  private long interruptedAt = Long.MAX_VALUE;
  private final ScaleDownDelayMonitor watch =
      new ScaleDownDelayMonitor(
          (step, into) -> {
            looked.add(step);
            return new Observation.Good();
          },
          new ScaleDownDelayMonitor.Limits(
              Duration.ofSeconds(30), Duration.ofMinutes(1), Duration.ofMinutes(2)),
          () ->
              Map.of(
                  Track.STABLE.side(), side(stable.apply(ticker.seconds())),
                  Track.CANARY.side(), side(canary)),
          new Waiting(ticker, () -> ticker.seconds() >= interruptedAt));

  private static LiveSide side(int ready) {
    return new LiveSide(Optional.of("registry.example/web:1.1.0"), 2, ready);
  }

  private Observation look() {
    return watch.observe(GIVEN_BACK, events::add);
  }

  @Test
  void podsAreKeptForTheirTimeWhileTheOthersAreReady() {
    assertThat(look()).isEqualTo(new Observation.Good());
    assertThat(ticker.seconds()).isEqualTo(30);
    assertThat(events)
        .isEqualTo(List.of(new ReleaseEvent.Progress("canary keeps its pods for 30s")));
    assertThat(looked).isEmpty();
  }

  @Test
  void aSideWithoutReadyPodsLosesTheRequestsSoon() {
    stable = second -> second < 10 ? 2 : 0;
    assertThat(look())
        .isEqualTo(
            new Observation.Bad(
                "stable takes all traffic but has only 0 of 2 pods ready (canary: 2)"));
    assertThat(ticker.seconds()).isEqualTo(25);
  }

  @Test
  void oneLookWithoutReadyPodsIsNoneOfMany() {
    stable = second -> second < 10 || second > 35 ? 2 : second == 35 ? 0 : 1;
    assertThat(look()).isEqualTo(new Observation.Good());
  }

  @Test
  void podsThatDoNotComeBackLoseTheRequestsAtTheirDeadline() {
    stable = second -> second < 10 ? 2 : 1;
    assertThat(look())
        .isEqualTo(
            new Observation.Bad(
                "stable takes all traffic but has only 1 of 2 pods ready (canary: 2)"));
    assertThat(ticker.seconds()).isEqualTo(70);
  }

  @Test
  void podsAreNotLetGoWhileTheOthersAreNotReady() {
    stable = second -> second >= 20 && second < 62 ? 1 : 2;
    assertThat(look()).isEqualTo(new Observation.Good());
    assertThat(ticker.seconds()).isEqualTo(65);
  }

  @Test
  void anAutoscalerMayWantFewerPodsThanWereLeft() {
    canary = 12;
    assertThat(look()).isEqualTo(new Observation.Good());
    assertThat(ticker.seconds()).isEqualTo(30);
  }

  @Test
  void moreReadyPodsThanWereLeftAreNoTrouble() {
    canary = 1;
    assertThat(look()).isEqualTo(new Observation.Good());
  }

  @Test
  void aClusterThatDoesNotAnswerIsWaitedFor() {
    unseenUntil(100);
    assertThat(look()).isEqualTo(new Observation.Good());
    assertThat(ticker.seconds()).isEqualTo(100);
  }

  @Test
  void aClusterThatDoesNotAnswerForLongLeavesItToAPerson() {
    unseenUntil(1000);
    assertThat(look())
        .isEqualTo(
            new Observation.Undecided(
                "the cluster does not answer, so it is unknown whether the pods of stable stay"
                    + " ready"));
    assertThat(ticker.seconds()).isEqualTo(120);
  }

  private void unseenUntil(long second) {
    stable =
        now -> {
          if (now < second) {
            throw new ClusterException("Cannot use the Kubernetes API: connection refused");
          }
          return 2;
        };
  }

  @Test
  void whoMayNotLookAnyMoreIsReportedSo() {
    stable =
        second -> {
          throw new ClusterException(FailureCause.DENIED, "Unauthorized");
        };
    assertThatThrownBy(this::look)
        .isInstanceOf(ApplyException.class)
        .matches(e -> ((ApplyException) e).isDenied());
  }

  @Test
  void anInterruptionIsNoticedWithinASecond() {
    interruptedAt = 7;
    assertThat(look()).isEqualTo(new Observation.Interrupted());
    assertThat(ticker.seconds()).isEqualTo(7);
  }

  @Test
  void allOtherLooksAreAnothers() {
    var step = GIVEN_BACK.withHold(Step.Hold.INTERVAL);
    assertThat(watch.observe(step, events::add)).isEqualTo(new Observation.Good());
    assertThat(looked).isEqualTo(List.of(step));
    assertThat(ticker.seconds()).isZero();
  }
}
