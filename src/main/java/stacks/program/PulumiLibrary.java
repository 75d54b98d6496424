package stacks.program;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Filter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * Keeps the library of Pulumi's Java SDK (1.36) from doing harm. It asks in a loop, without a
 * pause, what is still to be done: that takes a whole processor for as long as an {@code up} lasts,
 * a thread for each turn of the loop where there are two processors or one, and from Java 25 on
 * comes to nothing else there (<a
 * href="https://github.com/pulumi/pulumi-java/issues/2270">issue</a>). What it logs it tells the
 * engine, too, and on standard error it would be there twice.
 */
public final class PulumiLibrary {
  private static final String THREADS = "java.util.concurrent.ForkJoinPool.common.parallelism";
  private static final int FEW = 2;

  /** What each turn of the loop begins with. */
  private static final String TURN = "Remaining tasks";

  private static final Duration PAUSE = Duration.ofMillis(5);

  /** Held here: a logger that nobody holds is collected, and its settings with it. */
  private static final Logger LOG =
      Logger.getLogger("com.pulumi.deployment.internal.DeploymentImpl");

  private PulumiLibrary() {}

  /** Before anything else has made the pool that the library works in. */
  public static void prepare() {
    if (Runtime.getRuntime().availableProcessors() <= FEW && System.getProperty(THREADS) == null) {
      System.setProperty(THREADS, "4");
    }
  }

  /** When a program begins: the library sets its log up just before. */
  static void calm() {
    LOG.setFilter(new Brake());
    LOG.setLevel(Level.FINEST);
  }

  /** Lets nothing through, and makes each turn of the loop wait. */
  private static final class Brake implements Filter {
    @Override
    public boolean isLoggable(LogRecord line) {
      if (line.getMessage().startsWith(TURN)) {
        LockSupport.parkNanos(PAUSE.toNanos());
      }
      return false;
    }
  }
}
