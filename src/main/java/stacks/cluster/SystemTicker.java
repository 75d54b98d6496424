package stacks.cluster;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** This machine's clock. */
final class SystemTicker implements Ticker {
  @Override
  public Duration now() {
    return Duration.ofNanos(System.nanoTime());
  }

  @Override
  public void pause(Duration time) {
    try {
      TimeUnit.NANOSECONDS.sleep(time.toNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ClusterException("Interrupted while waiting for the cluster.");
    }
  }
}
