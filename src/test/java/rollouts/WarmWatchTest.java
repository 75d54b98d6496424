package rollouts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static rollouts.ReleaseTesting.canary;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;
import rollouts.Watch.Finding;
import stacks.ClusterException;
import stacks.LiveRelease.LiveSide;
import stacks.ScriptedTicker;

/** Pods that have lost their requests, and are kept for half a minute. */
final class WarmWatchTest {
  private static final Release BACK = canary("1.1.0", "1.1.0", 0);
  private static final Step GIVEN_BACK =
      Step.between(canary("1.1.0", "1.1.0", 100), BACK, Step.Hold.WARM);

  private final ScriptedTicker ticker = new ScriptedTicker();
  private final List<Step> looked = new ArrayList<>();
  private final List<ReleaseEvent> events = new ArrayList<>();
  private LongFunction<Integer> stable = second -> 2;
  private int canary = 2;
  private long interruptedAt = Long.MAX_VALUE;
  private final WarmWatch watch =
      new WarmWatch(
          (step, into) -> {
            looked.add(step);
            return new Finding.Good();
          },
          Duration.ofSeconds(30),
          () -> Map.of("stable", side(stable.apply(ticker.seconds())), "canary", side(canary)),
          ticker,
          new Waiting(ticker, () -> ticker.seconds() >= interruptedAt));

  private static LiveSide side(int ready) {
    return new LiveSide(Optional.of("registry.example/web:1.1.0"), 2, ready);
  }

  private Finding look() {
    return watch.look(GIVEN_BACK, events::add);
  }

  @Test
  void podsAreKeptForTheirTimeWhileTheOthersAreReady() {
    assertThat(look()).isEqualTo(new Finding.Good());
    assertThat(ticker.seconds()).isEqualTo(30);
    assertThat(events)
        .isEqualTo(List.of(new ReleaseEvent.Progress("canary keeps its pods for 30s")));
    assertThat(looked).isEmpty();
  }

  @Test
  void podsThatDoNotStayReadyLoseTheRequestsAgain() {
    stable = second -> second < 10 ? 2 : 1;
    assertThat(look())
        .isEqualTo(
            new Finding.Bad(
                "stable has got all requests, but 1 ready pods, and canary, which had them before,"
                    + " has 2"));
    assertThat(ticker.seconds()).isEqualTo(20);
  }

  @Test
  void aPodThatIsReplacedIsWaitedFor() {
    stable = second -> second > 5 && second < 20 ? 1 : 2;
    assertThat(look()).isEqualTo(new Finding.Good());
  }

  @Test
  void moreReadyPodsThanWereLeftAreNoTrouble() {
    canary = 1;
    assertThat(look()).isEqualTo(new Finding.Good());
  }

  @Test
  void podsAreNotLetGoWhileTheOthersAreNotReady() {
    stable = second -> second >= 20 ? 1 : 2;
    assertThat(look()).isInstanceOf(Finding.Bad.class);
    assertThat(ticker.seconds()).isEqualTo(30);
    stable = second -> second >= 55 && second < 65 ? 1 : 2;
    assertThat(look()).isEqualTo(new Finding.Good());
    assertThat(ticker.seconds()).isEqualTo(65);
  }

  @Test
  void aClusterThatDoesNotAnswerIsWaitedFor() {
    stable =
        second -> {
          if (second < 100) {
            throw new ClusterException("The Kubernetes API must answer, but: connection refused");
          }
          return 2;
        };
    assertThat(look()).isEqualTo(new Finding.Good());
    assertThat(ticker.seconds()).isEqualTo(100);
  }

  @Test
  void whoMayNotLookAnyMoreIsToldSo() {
    stable =
        second -> {
          throw new ClusterException("Unauthorized", true);
        };
    assertThatThrownBy(this::look)
        .isInstanceOf(ApplyException.class)
        .matches(e -> ((ApplyException) e).isDenied());
  }

  @Test
  void anInterruptionIsNoticedWithinASecond() {
    interruptedAt = 7;
    assertThat(look()).isEqualTo(new Finding.Interrupted());
    assertThat(ticker.seconds()).isEqualTo(7);
  }

  @Test
  void allOtherLooksAreAnothers() {
    var step = GIVEN_BACK.held(Step.Hold.INTERVAL);
    assertThat(watch.look(step, events::add)).isEqualTo(new Finding.Good());
    assertThat(looked).isEqualTo(List.of(step));
    assertThat(ticker.seconds()).isZero();
  }
}
