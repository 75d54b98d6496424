package rollouts;

import static org.assertj.core.api.Assertions.assertThat;

import com.pulumi.automation.AutomationException;
import com.pulumi.automation.CommandResult;
import com.pulumi.automation.CommandRunOptions;
import com.pulumi.automation.PulumiCommand;
import com.pulumi.automation.Version;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PinnedCommandTest {
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

  @Test
  void theVersionIsThatOfTheCommand() {
    assertThat(command.version()).isEqualTo(Version.of(3, 200, 0));
  }
}
