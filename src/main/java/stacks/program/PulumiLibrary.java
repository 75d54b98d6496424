package stacks.program;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Filter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * Works around problems of Pulumi's Java SDK (1.36). It polls for remaining work in a loop without
 * a pause: that uses a whole processor during an {@code up}, a thread for each turn of the loop on
 * machines with one or two processors, and from Java 25 on the program does not get any further on
 * those (<a href="https://github.com/pulumi/pulumi-java/issues/2270">issue</a>). It also sends its
 * log to the engine, so on standard error everything would appear twice.
 */
public final class PulumiLibrary {
  private static final String THREADS = "java.util.concurrent.ForkJoinPool.common.parallelism";
  private static final int FEW = 2;

  /** The first words of each turn of the loop. */
  private static final String TURN = "Remaining tasks";

  private static final Duration PAUSE = Duration.ofMillis(5);

  /** Held here: a logger without a reference is collected, along with its settings. */
  private static final Logger LOG =
      Logger.getLogger("com.pulumi.deployment.internal.DeploymentImpl");

  private PulumiLibrary() {}

  /** Must be called before anything else has created the library's thread pool. */
  public static void prepare() {
    if (Runtime.getRuntime().availableProcessors() <= FEW && System.getProperty(THREADS) == null) {
      System.setProperty(THREADS, "4");
    }
  }

  /** Called when a program begins: the library configures its log just before. */
  static void calm() {
    LOG.setFilter(new Brake());
    LOG.setLevel(Level.FINEST);
  }

  /** Drops everything, and makes each turn of the loop wait. */
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
