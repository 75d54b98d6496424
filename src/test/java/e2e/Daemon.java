package e2e;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Path;
import java.util.Objects;

/**
 * A daemon of the test cluster that a test stops for a while. {@code TESTBED_PIDS} names a folder
 * with a file for each daemon that contains its process id; without it, tests that stop one are
 * skipped.
 */
record Daemon(String name) {
  static final Daemon PROMETHEUS = new Daemon("prometheus");
  static final Daemon API_SERVER = new Daemon("kube-apiserver");
  static final Daemon KUBELET = new Daemon("kubelet");

  /** Runs work while the daemon does not answer. */
  void whilePaused(Runnable work) {
    Command.must("kill", "-STOP", id());
    try {
      work.run();
    } finally {
      resume();
    }
  }

  /** May be called before the work is done. */
  void resume() {
    Command.must("kill", "-CONT", id());
  }

  private String id() {
    var folder = System.getenv("TESTBED_PIDS");
    assumeThat(folder).as("TESTBED_PIDS, to stop the cluster's %s", name).isNotNull();
    return Stack.read(Path.of(Objects.requireNonNull(folder), name)).strip();
  }
}
