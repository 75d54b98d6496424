package rollouts.pulumi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pulumi.automation.AutomationException;
import com.pulumi.automation.CommandResult;
import com.pulumi.automation.CommandRunOptions;
import com.pulumi.automation.PulumiCommand;
import com.pulumi.automation.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PinnedCommandTest {
  private static final CommandRunOptions OPTIONS =
      CommandRunOptions.Empty.withWorkingDir(Path.of("."));

  private final List<String> runs = new ArrayList<>();
  private final PinnedCommand command = new PinnedCommand(new Recorded(), "dev");

  /** Runs nothing. */
  private final class Recorded implements PulumiCommand {
    @Override
    public Version version() {
      return Version.of(3, 200, 0);
    }

    @Override
    public CommandResult run(List<String> words, CommandRunOptions options) {
      runs.add(String.join(" ", words));
      return new CommandResult(0, "done", "");
    }
  }

  private String result(String words) throws AutomationException {
    return command.run(List.of(words.split(" ")), CommandRunOptions.Empty).standardOutput();
  }

  @ParameterizedTest
  @CsvSource({
    "up --yes, up --stack dev --yes",
    "refresh --yes, refresh --stack dev --yes",
    "config set-all --path --plaintext a=b, config set-all --stack dev --path --plaintext a=b",
    "config rm-all a, config rm-all --stack dev a",
    "up --stack staging, up --stack staging",
    "stack select dev, stack select dev",
    "stack export --stack dev --show-secrets, stack export --stack dev",
    "version, version"
  })
  void everyCommandThatHasAStackHasThisOne(String given, String run) throws AutomationException {
    assertThat(result(given)).isEqualTo("done");
    assertThat(runs).isEqualTo(List.of(run));
  }

  @Test
  void outputsAreNotAskedFor() throws AutomationException {
    assertThat(result("stack output --json")).isEqualTo("{}");
    assertThat(runs).isEmpty();
  }

  /** A Pulumi that is killed while it writes leaves such files. */
  @ParameterizedTest
  @ValueSource(strings = {"stacks/shop/dev.json.attrs", "locks/organization/shop/dev/1.json.attrs"})
  void attributesThatAreEmptyAreDeletedAndTheCommandIsRunAgain(String name, @TempDir Path folder)
      throws Exception {
    var empty = folder.resolve(".pulumi").resolve(name);
    var whole = empty.resolveSibling("other.json.attrs");
    Files.createDirectories(empty.getParent());
    Files.createFile(empty);
    Files.writeString(whole, "{}");
    var backend = "file://" + folder + "?metadata=skip";
    assertThat(readingFrom(backend, empty).run(List.of("up"), OPTIONS).standardOutput())
        .isEqualTo("done");
    assertThat(runs).isEqualTo(List.of("up --stack dev", "whoami --json", "up --stack dev"));
    assertThat(whole).exists();
  }

  @Test
  void whatCannotBeMendedFails(@TempDir Path folder) throws IOException {
    var attributes = Files.writeString(folder.resolve("dev.json.attrs"), "");
    for (var backend : List.of("https://api.pulumi.example", "file://" + folder, "file://~/none")) {
      assertThatThrownBy(() -> readingFrom(backend, attributes).run(List.of("up"), OPTIONS))
          .isInstanceOf(AutomationException.class)
          .hasMessageContaining("EOF");
    }
  }

  /** Returns a command that cannot read its stack while a file exists. */
  private PinnedCommand readingFrom(String backend, Path attributes) {
    return new PinnedCommand(
        new PulumiCommand() {
          @Override
          public Version version() {
            return Version.of(3, 200, 0);
          }

          @Override
          public CommandResult run(List<String> words, CommandRunOptions options)
              throws AutomationException {
            runs.add(String.join(" ", words));
            if (words.get(0).equals("whoami")) {
              return new CommandResult(0, "{\"user\":\"me\",\"url\":\"" + backend + "\"}", "");
            }
            if (Files.exists(attributes)) {
              throw new AutomationException(
                  "code: 255\nstderr: error: failed to load checkpoint: EOF\n");
            }
            return new CommandResult(0, "done", "");
          }
        },
        "dev");
  }

  @Test
  void theVersionIsThatOfTheCommand() {
    assertThat(command.version()).isEqualTo(Version.of(3, 200, 0));
  }
}
