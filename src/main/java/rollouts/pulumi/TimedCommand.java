package rollouts.pulumi;

import com.pulumi.automation.AutomationException;
import com.pulumi.automation.CommandResult;
import com.pulumi.automation.CommandRunOptions;
import com.pulumi.automation.PulumiCommand;
import com.pulumi.automation.Version;
import environments.text.Durations;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import rollouts.journal.DaemonClock;

/**
 * Runs Pulumi's command line, and stops it if it hangs: Pulumi is first asked to stop, so that it
 * can record what it has done. A whole update has no time limit, because many pods may be replaced
 * one after another. It hangs if it reports nothing for longer than any part of it may take.
 */
final class TimedCommand implements PulumiCommand {
  private static final Duration PERIOD = Duration.ofSeconds(5);

  /** How often to search for new processes; shorter than Pulumi needs to read its project. */
  private static final Duration START = Duration.ofMillis(200);

  /** The commands that lock a stack. */
  private static final Set<String> UPDATES = Set.of("up", "refresh");

  /** A check that is this late means that the machine, and Pulumi with it, was suspended. */
  private static final Duration STANDSTILL = Duration.ofSeconds(30);

  private final PulumiCommand command;
  private final Supplier<Duration> limit;
  private final Duration grace;
  private final Consumer<List<Long>> started;
  private volatile long heardAt = System.nanoTime();

  /**
   * @param limit how long Pulumi may report nothing
   * @param grace how long it may take to stop
   * @param started receives the process ids of an update before it locks the stack
   */
  TimedCommand(
      PulumiCommand command,
      Supplier<Duration> limit,
      Duration grace,
      Consumer<List<Long>> started) {
    this.command = command;
    this.limit = limit;
    this.grace = grace;
    this.started = started;
  }

  /** Resets the time limit, because Pulumi or a pod has reported something. */
  void heard() {
    heardAt = System.nanoTime();
  }

  @Override
  public Version version() {
    return command.version();
  }

  @Override
  public CommandResult run(List<String> words, CommandRunOptions options)
      throws AutomationException {
    heard();
    var clock = DaemonClock.named("pulumi-deadline");
    var silence = new Silence(clock, children());
    silence.look();
    if (UPDATES.contains(words.get(0))) {
      in(clock, START, silence::report);
    }
    try {
      return command.run(words, options);
    } catch (AutomationException e) {
      throw silence.isOver ? late(e) : e;
    } finally {
      clock.shutdownNow();
    }
  }

  /** Watches the silence of one command, and the processes that it has started. */
  private final class Silence {
    private final ScheduledExecutorService clock;
    private final Set<ProcessHandle> before;
    private volatile boolean isOver;
    private long lookedAt = System.nanoTime();

    Silence(ScheduledExecutorService clock, Set<ProcessHandle> before) {
      this.clock = clock;
      this.before = before;
    }

    private void report() {
      var processes = since(before);
      if (processes.isEmpty()) {
        in(clock, START, this::report);
        return;
      }
      started.accept(
          processes.stream()
              .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()))
              .map(ProcessHandle::pid)
              .toList());
    }

    private void look() {
      long now = System.nanoTime();
      if (now - lookedAt > PERIOD.plus(STANDSTILL).toNanos()) {
        heard();
      }
      lookedAt = now;
      var left = limit.get().minusNanos(now - heardAt);
      if (left.isNegative() || left.isZero()) {
        isOver = true;
        since(before).forEach(ProcessHandle::destroy);
        in(clock, grace, () -> since(before).forEach(TimedCommand::kill));
      } else {
        in(clock, left.compareTo(PERIOD) < 0 ? left : PERIOD, this::look);
      }
    }
  }

  private static void in(ScheduledExecutorService clock, Duration time, Runnable work) {
    var unused = clock.schedule(work, time.toMillis(), TimeUnit.MILLISECONDS);
  }

  private HungException late(AutomationException e) {
    return new HungException(
        "Pulumi has reported nothing for " + Durations.text(limit.get()) + ", so it was stopped.",
        e);
  }

  /** The command was stopped here, so it can be run again. */
  static final class HungException extends AutomationException {
    private static final long serialVersionUID = 1L;

    HungException(String message, Throwable cause) {
      super(message, cause);
    }
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
