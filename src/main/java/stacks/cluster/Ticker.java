package stacks.cluster;

import java.time.Duration;

/** The time that passes, and waiting for more of it. */
public interface Ticker {
  /** The time of this machine. */
  Ticker SYSTEM = new SystemTicker();

  /** Since some moment in the past. */
  Duration now();

  /**
   * @param time zero or longer
   */
  void pause(Duration time);
}
