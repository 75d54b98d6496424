package e2e;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A daemon of the test cluster. */
record Daemon(String name) {
  private static final Path IDS = Path.of("/run/sluice-testbed/pid");

  /** Does something while the daemon does not answer. Skips the test where it is not this machine's. */
  void whilePaused(Runnable work) {
    var id = id();
    Command.must("kill", "-STOP", id);
    try {
      work.run();
    } finally {
      Command.must("kill", "-CONT", id);
    }
  }

  private String id() {
    var file = IDS.resolve(name);
    assumeThat(file).as("needs the id of the process of the cluster's " + name).exists();
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
