package rollouts;

import com.pulumi.automation.AutomationException;
import com.pulumi.automation.CommandResult;
import com.pulumi.automation.CommandRunOptions;
import com.pulumi.automation.PulumiCommand;
import com.pulumi.automation.Version;
import environments.Durations;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

/**
 * Pulumi's command line, which is ended when it hangs: first it is asked to, so that it can write down what it has done.
 *
 * @param limit of a command
 * @param grace for it to end when it is asked to
 */
record TimedCommand(PulumiCommand command, Duration limit, Duration grace)
    implements PulumiCommand {
  /** What {@link PulumiText} takes for something that may pass. */
  static final String ENDED = "Pulumi had not ended after ";

  @Override
  public Version version() {
    return command.version();
  }

  @Override
  public CommandResult run(List<String> words, CommandRunOptions options)
      throws AutomationException {
    var isLate = new AtomicBoolean();
    var before = children();
    var clock = DaemonClock.named("pulumi-deadline");
    in(
        clock,
        limit,
        () -> {
          isLate.set(true);
          since(before).forEach(ProcessHandle::destroy);
          in(clock, grace, () -> since(before).forEach(TimedCommand::kill));
        });
    try {
      return command.run(words, options);
    } catch (AutomationException e) {
      throw isLate.get() ? late(e) : e;
    } finally {
      clock.shutdownNow();
    }
  }

  private static void in(ScheduledExecutorService clock, Duration time, Runnable work) {
    var unused = clock.schedule(work, time.toMillis(), TimeUnit.MILLISECONDS);
  }

  private AutomationException late(AutomationException e) {
    return new AutomationException(ENDED + Durations.text(limit) + ", and was ended.", e);
  }

  private static Set<ProcessHandle> children() {
    return ProcessHandle.current().children().collect(Collectors.toSet());
  }

  private static Set<ProcessHandle> since(Set<ProcessHandle> before) {
    var since = children();
    since.removeAll(before);
    return since;
  }

  private static void kill(ProcessHandle process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
