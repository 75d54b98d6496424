package rollouts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pulumi.automation.AutomationException;
import com.pulumi.automation.CommandResult;
import com.pulumi.automation.CommandRunOptions;
import com.pulumi.automation.PulumiCommand;
import com.pulumi.automation.Version;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import rollouts.ApplyException.Cause;

@Timeout(60)
final class TimedCommandTest {
  private static final Duration SOON = Duration.ofSeconds(1);

  /** Runs the words in a shell. */
  private static final class Shell implements PulumiCommand {
    @Override
    public Version version() {
      return Version.of(3, 200, 0);
    }

    @Override
    public CommandResult run(List<String> words, CommandRunOptions options)
        throws AutomationException {
      try {
        int code = new ProcessBuilder("sh", "-c", String.join(" ", words)).start().waitFor();
        if (code != 0) {
          throw new AutomationException("code: " + code);
        }
        return new CommandResult(code, "done", "");
      } catch (IOException | InterruptedException e) {
        throw new AutomationException(e);
      }
    }
  }

  private static String run(Duration limit, String words) throws AutomationException {
    return new TimedCommand(new Shell(), limit, SOON)
        .run(List.of(words), CommandRunOptions.Empty)
        .standardOutput();
  }

  @Test
  void whatEndsInTimeIsLeftAlone() throws AutomationException {
    assertThat(run(Duration.ofMinutes(1), "true")).isEqualTo("done");
    assertThatThrownBy(() -> run(Duration.ofMinutes(1), "exit 7")).hasMessage("code: 7");
  }

  @Test
  void whatHangsIsAskedToEnd() {
    assertThatThrownBy(() -> run(SOON, "trap 'exit 9' TERM; while true; do sleep 0.1; done"))
        .isInstanceOf(AutomationException.class)
        .hasMessage("Pulumi had not ended after 1s, and was ended.")
        .hasRootCauseMessage("code: 9");
  }

  @Test
  void whatDoesNotListenIsKilledWithWhatItHasStarted() {
    assertThatThrownBy(() -> run(SOON, "trap '' TERM; while true; do sleep 0.1; done"))
        .hasRootCauseMessage("code: 137");
  }

  @Test
  void whatHungMayBeTriedAgain() {
    var late = new AutomationException(TimedCommand.ENDED + "15m, and was ended.");
    assertThat(PulumiText.failure(late, List.of()))
        .extracting(Throwable::getMessage, ApplyException::mayPass)
        .containsExactly("Pulumi had not ended after 15m, and was ended.", true);
    assertThat(PulumiText.cause(late.getMessage())).isEqualTo(Cause.UNREACHABLE);
  }
}
