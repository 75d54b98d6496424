package cli;

import static com.diffplug.selfie.Selfie.expectSelfie;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Arguments mean what was typed, and nothing else. */
class ArgumentsTest {
  private static final String SECRET = "hunter2-hunter2";

  @TempDir private Path folder;

  @BeforeEach
  void aProjectAndAFileThatIsNoneOfItsOwn() throws IOException {
    CommandRun.in(folder, "init");
    Files.writeString(folder.resolve("secret.txt"), SECRET + "\n--help\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%s",
        "%s synth",
        "synth %s",
        "synth --engine %s",
        "synth --check %s",
        "lint %s",
        "explain %s web",
        "explain dev %s",
        "init %s",
        "schema %s",
        "status %s",
        "status dev %s",
        "plan %s web deploy 1.1.0",
        "plan dev web %s",
        "plan dev web deploy %s",
        "deploy dev web %s",
        "switch dev web %s",
        "switch dev web green %s",
        "promote dev %s",
        "rollback dev %s",
        "retire dev %s",
        "adopt dev %s",
        "run dev web %s",
        "resume dev %s",
        "abort dev %s",
        "generate-completion %s"
      })
  void noArgumentIsReadFromAFile(String line) {
    var run = CommandRun.in(folder, line.formatted("@" + folder + "/secret.txt").split(" ", -1));
    assertThat(run.text()).doesNotContain(SECRET);
    assertThat(run.exitCode()).isEqualTo(Main.REFUSED);
  }

  @Test
  void anAtSignIsALetterLikeOthers() {
    expectSelfie(CommandRun.in(folder, "synth", "@secret.txt").text())
        .toBe(
"""
[standard error]
environments/@secret.txt.yaml has 1 problem:
  1:1   Invalid environment name. Must be 1 to 63 lower-case letters, digits and `-`, begin with a letter, and not end with `-`, got `@secret.txt`.
[exit code 2]
""");
  }
}
