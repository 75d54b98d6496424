package rollouts.pulumi;

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
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import rollouts.driver.ApplyException;
import rollouts.journal.DaemonClock;
import stacks.cluster.FailureCause;

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
    return new TimedCommand(new Shell(), () -> limit, SOON, pids -> {})
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
        .hasMessage("Pulumi has reported nothing for 1s, so it was stopped.")
        .hasRootCauseMessage("code: 9");
  }

  @Test
  void whatDoesNotListenIsKilledWithWhatItHasStarted() {
    assertThatThrownBy(() -> run(SOON, "trap '' TERM; while true; do sleep 0.1; done"))
        .hasRootCauseMessage("code: 137");
  }

  @Test
  void whatIsHeardOfMayTakeItsTime() throws AutomationException {
    var command = new TimedCommand(new Shell(), () -> SOON.multipliedBy(2), SOON, pids -> {});
    var clock = DaemonClock.named("alive");
    var unused = clock.scheduleAtFixedRate(command::heard, 0, 100, TimeUnit.MILLISECONDS);
    try {
      assertThat(command.run(List.of("sleep 4"), CommandRunOptions.Empty).standardOutput())
          .isEqualTo("done");
    } finally {
      clock.shutdownNow();
    }
  }

  @Test
  void whatMayLockAStackIsReportedWhileItRuns() throws AutomationException {
    var told = new CopyOnWriteArrayList<Boolean>();
    var command =
        new TimedCommand(
            new Shell(),
            () -> Duration.ofMinutes(1),
            SOON,
            pids -> pids.forEach(pid -> told.add(ProcessHandle.of(pid).isPresent())));
    command.run(List.of("refresh", "|| sleep 1"), CommandRunOptions.Empty);
    assertThat(told).isNotEmpty().doesNotContain(false);
    told.clear();
    command.run(List.of("config", "|| sleep 1"), CommandRunOptions.Empty);
    assertThat(told).isEmpty();
  }

  /** This also holds if Pulumi's library has wrapped the exception. */
  @Test
  void whatHungMayBeTriedAgain() {
    var late = new TimedCommand.HungException("Nothing was heard.", new AutomationException("9"));
    for (var failure : List.of(late, new AutomationException(late))) {
      assertThat(PulumiText.failure(failure))
          .extracting(Throwable::getMessage, ApplyException::because)
          .containsExactly("Nothing was heard.", FailureCause.UNREACHABLE);
    }
  }
}
