package e2e;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.locks.StampedLock;

/**
 * A daemon of the test cluster, which a test stops for a while. Classes of tests run side by side, so who stops one waits for
 * those who keep it running. {@code TESTBED_PIDS} names a folder with a file for each that has its process id; without it,
 * tests that stop one are skipped.
 */
public record Daemon(String process, StampedLock lock) {
  public static final Daemon PROMETHEUS = new Daemon("prometheus", new StampedLock());
  static final Daemon API_SERVER = new Daemon("kube-apiserver", new StampedLock());

  /** Not while the API server is stopped: together they are silent for longer than a node may be. */
  static final Daemon KUBELET = new Daemon("kubelet", API_SERVER.lock);

  /** What lasts until it is closed, by any thread. */
  public interface Hold extends AutoCloseable {
    @Override
    void close();
  }

  /** Nobody stops it until then. */
  public Hold keepRunning() {
    long stamp = lock.readLock();
    return () -> lock.unlockRead(stamp);
  }

  /** Does something while the daemon does not answer. */
  void whilePaused(Runnable work) {
    try (var turn = takeTurn()) {
      turn.pause();
      work.run();
    }
  }

  /** Nobody else relies on it until then. */
  Turn takeTurn() {
    var folder = System.getenv("TESTBED_PIDS");
    assumeThat(folder).as("TESTBED_PIDS, to stop the cluster's %s", process).isNotNull();
    var id = Stack.read(Path.of(Objects.requireNonNull(folder), process)).strip();
    long stamp = lock.writeLock();
    return new Turn(id, () -> lock.unlockWrite(stamp));
  }

  /** A process to be stopped as often as wanted; in the end it runs. */
  record Turn(String id, Hold hold) implements AutoCloseable {
    void pause() {
      Command.must("kill", "-STOP", id);
    }

    void resume() {
      Command.must("kill", "-CONT", id);
    }

    @Override
    public void close() {
      resume();
      hold.close();
    }
  }
}
