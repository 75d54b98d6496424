package rollouts;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import stacks.Ticker;

/** Waits until somebody interrupts it. */
record Waiting(Ticker ticker, BooleanSupplier isInterrupted) {
  /** How soon an interruption is noticed. */
  private static final Duration PERIOD = Duration.ofSeconds(1);

  /** Whether the time has come. */
  boolean until(Duration time) {
    for (var left = left(time); left.compareTo(Duration.ZERO) > 0; left = left(time)) {
      if (isInterrupted.getAsBoolean()) {
        return false;
      }
      ticker.pause(left.compareTo(PERIOD) < 0 ? left : PERIOD);
    }
    return true;
  }

  private Duration left(Duration time) {
    return time.minus(ticker.now());
  }
}
