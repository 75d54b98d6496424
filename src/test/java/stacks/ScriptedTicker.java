package stacks;

import java.time.Duration;

/** Time that passes only where somebody waits. */
final class ScriptedTicker implements Ticker {
  private Duration now = Duration.ofDays(1);

  @Override
  public Duration now() {
    return now;
  }

  @Override
  public void pause(Duration time) {
    now = now.plus(time);
  }

  long seconds() {
    return now.minusDays(1).toSeconds();
  }
}
