package rollouts.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ProcessSpaceTest {
  private static final String STAT =
      "1 (my (odd) init) S 0 1 1 0 -1 4194560 1 2 3 4 5 6 7 8 20 0 1 0 START 9 10 11\n";

  @TempDir private Path root;

  @BeforeEach
  void aSystem() throws IOException {
    write("etc/machine-id", "3d1219c7\n");
    write("proc/sys/kernel/random/boot_id", "1ef8e7d1\n");
    write("proc/1/stat", STAT.replace("START", "25"));
    link("pid:[4026531836]");
  }

  private void write(String file, String text) throws IOException {
    var path = root.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  private void link(String namespace) throws IOException {
    var link = root.resolve("proc/self/ns/pid");
    Files.createDirectories(link.getParent());
    Files.deleteIfExists(link);
    Files.createSymbolicLink(link, Path.of(namespace));
  }

  @Test
  void aSpaceIsTheSameForAllOfItsProcesses() {
    assertThat(ProcessSpace.in(root)).isPresent().isEqualTo(ProcessSpace.in(root));
    assertThat(ProcessSpace.in(root).orElseThrow().id()).matches("[0-9a-f]{32}");
  }

  /** The last case is a container whose namespace has the number of one that is gone. */
  @ParameterizedTest
  @CsvSource({
    "etc/machine-id, 0000",
    "proc/sys/kernel/random/boot_id, 0000",
    "proc/self/ns/pid, pid:[4026532176]",
    "proc/1/stat, 1 (init) S 0 1 1 0 -1 4194560 1 2 3 4 5 6 7 8 20 0 1 0 26 9 10 11"
  })
  void anotherMachineBootOrNamespaceIsAnotherSpace(String file, String other) throws IOException {
    var before = ProcessSpace.in(root);
    if (file.endsWith("ns/pid")) {
      link(other);
    } else {
      write(file, other);
    }
    assertThat(ProcessSpace.in(root)).isPresent().isNotEqualTo(before);
  }

  /** Every boot has its own id, so a container without a machine id is still identified. */
  @ParameterizedTest
  @CsvSource({
    "etc/machine-id, true",
    "proc/sys/kernel/random/boot_id, false",
    "proc/self/ns/pid, false",
    "proc/1/stat, false"
  })
  void whatASystemDoesNotTellIsNotGuessed(String file, boolean isKnown) throws IOException {
    Files.delete(root.resolve(file));
    assertThat(ProcessSpace.in(root).isPresent()).isEqualTo(isKnown);
  }
}
