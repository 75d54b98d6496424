package stacks.cluster;

import java.time.Duration;

/** Measures time, and waits. */
public interface Ticker {
  /** The time of this machine. */
  Ticker SYSTEM = new SystemTicker();

  /** Returns the time since some moment in the past. */
  Duration now();

  /**
   * @param time zero or longer
   */
  void pause(Duration time);
}
