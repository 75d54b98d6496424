package rollouts;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** Clocks for what is done beside something else, and ends with the process. */
public final class DaemonClock {
  private DaemonClock() {}

  /**
   * @param name of its thread
   */
  public static ScheduledExecutorService named(String name) {
    return Executors.newSingleThreadScheduledExecutor(
        work -> {
          var thread = new Thread(work, name);
          thread.setDaemon(true);
          return thread;
        });
  }
}
