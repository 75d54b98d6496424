package rollouts.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import environments.text.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The scope in which a process id is unique: a process namespace during one boot of one machine. A
 * host name is not enough: containers can share one, and their processes have the same few ids.
 *
 * @param id equal for the same scope; does not reveal what it is derived from
 */
public record ProcessSpace(String id) {
  private static final int LENGTH = 32;

  /**
   * The fields after the name of the first process up to its start time, in ticks since the boot.
   */
  private static final Pattern START = Pattern.compile(".*\\) (?:\\S+ ){19}(?<start>\\d+) .*");

  /** Returns the scope of this process; empty on systems that do not provide it. */
  public static Optional<ProcessSpace> here() {
    return in(Path.of("/"));
  }

  /**
   * Includes the start time of the first process, because the number of a namespace is reused after
   * the namespace is gone.
   */
  static Optional<ProcessSpace> in(Path root) {
    try {
      var machine = root.resolve("etc/machine-id");
      var start = START.matcher(text(root.resolve("proc/1/stat")));
      return start.matches()
          ? Optional.of(
              of(
                  Files.exists(machine) ? text(machine) : "",
                  text(root.resolve("proc/sys/kernel/random/boot_id")),
                  Files.readSymbolicLink(root.resolve("proc/self/ns/pid")).toString(),
                  start.group("start")))
          : Optional.empty();
    } catch (IOException | UnsupportedOperationException e) {
      return Optional.empty();
    }
  }

  private static ProcessSpace of(String... facts) {
    return new ProcessSpace(Sha256.hex(String.join("\n", facts)).substring(0, LENGTH));
  }

  private static String text(Path file) throws IOException {
    return new String(Files.readAllBytes(file), UTF_8).strip();
  }
}
