package rollouts.driver;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import stacks.cluster.Ticker;

/** Waits, unless it is interrupted. */
public record Waiting(Ticker ticker, BooleanSupplier isInterrupted) {
  /** How soon an interruption is noticed. */
  private static final Duration PERIOD = Duration.ofSeconds(1);

  /** Returns true once the time has come, and false if it was interrupted before. */
  boolean until(Duration time) {
    for (var left = left(time); !isInterrupted.getAsBoolean(); left = left(time)) {
      if (left.compareTo(Duration.ZERO) <= 0) {
        return true;
      }
      ticker.pause(left.compareTo(PERIOD) < 0 ? left : PERIOD);
    }
    return false;
  }

  private Duration left(Duration time) {
    return time.minus(ticker.now());
  }
}
