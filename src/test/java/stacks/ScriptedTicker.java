package stacks;

import java.time.Duration;
import stacks.cluster.Ticker;

/** Time that only passes while something waits. */
public final class ScriptedTicker implements Ticker {
  private Duration now = Duration.ofDays(1);

  @Override
  public Duration now() {
    return now;
  }

  @Override
  public void pause(Duration time) {
    if (time.isNegative()) {
      throw new IllegalArgumentException("Nobody can wait for " + time);
    }
    now = now.plus(time);
  }

  public long seconds() {
    return now.minusDays(1).toSeconds();
  }
}
