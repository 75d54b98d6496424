package rollouts.journal;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import stacks.cluster.TerminalText;

/** Creates schedulers for background work, which end with the process. */
public final class DaemonClock {
  private DaemonClock() {}

  /**
   * @param name the name of the thread
   */
  public static ScheduledExecutorService named(String name) {
    return Executors.newSingleThreadScheduledExecutor(
        work -> {
          var thread = new Thread(work, name);
          thread.setDaemon(true);
          return thread;
        });
  }

  /**
   * Returns work that catches its exceptions: a scheduler silently drops work at the first one.
   *
   * @param failed receives each exception that differs from the one before
   */
  public static Runnable lasting(Runnable work, Consumer<String> failed) {
    var last = new AtomicReference<>("");
    return () -> {
      try {
        work.run();
        last.set("");
      } catch (RuntimeException e) {
        var failure = TerminalText.of(e.toString());
        if (!failure.equals(last.getAndSet(failure))) {
          failed.accept(failure);
        }
      }
    };
  }
}
