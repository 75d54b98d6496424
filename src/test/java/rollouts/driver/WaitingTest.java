package rollouts.driver;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import stacks.ScriptedTicker;
import stacks.cluster.Ticker;

final class WaitingTest {
  private final ScriptedTicker clock = new ScriptedTicker();

  @Test
  void waitsInShortPausesUntilTheTime() {
    var end = clock.now().plusMillis(2500);

    assertThat(new Waiting(clock, () -> false).until(end)).isTrue();
    assertThat(clock.now()).isEqualTo(end);
  }

  @Test
  void endsWithinASecondOfAnInterruption() {
    var interrupted = clock.seconds() + 3;

    var waiting = new Waiting(clock, () -> clock.seconds() >= interrupted);

    assertThat(waiting.until(clock.now().plusMinutes(1))).isFalse();
    assertThat(clock.seconds()).isEqualTo(interrupted);
  }

  @Test
  void anInterruptionIsNoticedAlsoWhereTheTimeHasPassed() {
    assertThat(new Waiting(clock, () -> true).until(clock.now())).isFalse();
  }

  /** A machine may suspend a process at any point, for any time. */
  @Test
  void theTimeMayPassBetweenTwoLooksAtTheClock() {
    var end = clock.now().plusMillis(500);

    assertThat(new Waiting(new Hurrying(), () -> false).until(end)).isTrue();
  }

  /** A clock that takes most of a second to read. */
  private final class Hurrying implements Ticker {
    @Override
    public Duration now() {
      var now = clock.now();
      clock.pause(Duration.ofMillis(700));
      return now;
    }

    @Override
    public void pause(Duration time) {
      clock.pause(time);
    }
  }
}
