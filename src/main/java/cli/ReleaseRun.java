package cli;

import environments.yaml.RefusedException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import rollouts.ReleaseService;
import rollouts.analysis.PrometheusAuthorization;
import rollouts.driver.ApplyException;
import rollouts.driver.Driver.Surroundings;
import rollouts.journal.JournalException;
import rollouts.journal.LockLostException;
import rollouts.journal.Outcome;
import rollouts.journal.ReleaseEvent;
import rollouts.journal.ReleaseLockedException;
import rollouts.plan.Plan;
import rollouts.plan.PlanException;
import rollouts.plan.Step;
import stacks.cluster.ClusterException;
import stacks.cluster.Ticker;
import stacks.guard.Direction;

/**
 * Runs a release from the command line: questions, interruptions and exit codes. After the first
 * Ctrl-C, the current step still finishes.
 */
final class ReleaseRun implements AutoCloseable {
  /** Stopped before it was done or rolled back. */
  static final int STOPPED = 4;

  private static final List<String> STOPPED_VERBS = List.of("resume", "abort");

  /**
   * Pulumi's SDK leaves its channels to the garbage collector, and they log a warning about it.
   * Held here, because a logger without a reference loses its level.
   */
  private static final Logger CHANNELS = Logger.getLogger("io.grpc");

  private final Terminal terminal;
  private final ReleaseOptions options;
  private final ReleaseReport report;
  private final AtomicBoolean interrupted = new AtomicBoolean();
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile int exitCode = STOPPED;

  /** The environment and app that a question is about. */
  private volatile Optional<String> asking = Optional.empty();

  private final Thread onInterrupt = new Thread(this::interrupt, "interrupt");

  ReleaseRun(Terminal terminal, ReleaseOptions options, ReleaseReport report) {
    this.terminal = terminal;
    this.options = options;
    this.report = report;
    CHANNELS.setLevel(Level.OFF);
    Runtime.getRuntime().addShutdownHook(onInterrupt);
  }

  private void interrupt() {
    interrupted.set(true);
    try {
      // Nobody can answer the question any more, and nothing changes while it is asked.
      var names = asking;
      if (names.isPresent()) {
        report.accept(new ReleaseEvent.Progress("Interrupted: nothing else was changed."));
        next(STOPPED_VERBS, names.get());
      } else {
        report.accept(new ReleaseEvent.Progress("Interrupted: the current step finishes first."));
        ended.await();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    terminal.flush();
    // Java would exit with the code of the signal, whatever the result of the release.
    Runtime.getRuntime().halt(exitCode);
  }

  /** Shows a plan, runs it, and says what to do next. */
  int ended(Plan plan, ReleaseService releases, Function<Surroundings, Outcome> work) {
    exitCode = STOPPED;
    report.plan(plan, releases.timeouts());
    if (plan.movesTraffic() && !options.allowsTraffic(terminal)) {
      return unanswered(report);
    }
    exitCode =
        code(
            report,
            () -> {
              var outcome =
                  isAgreed(plan, releases) ? work.apply(surroundings(releases)) : declined();
              next(outcome, plan, releases.names());
              return exitCode(outcome);
            },
            () -> next(List.of("status"), releases.names()));
    return exitCode;
  }

  /** Rolls back the unfinished release. */
  int back(ReleaseService releases, String reason) {
    return ended(
        releases.aborting(), releases, surroundings -> releases.abort(reason, surroundings));
  }

  /**
   * Going forward, the driver asks before the first traffic moves; a rollback begins with traffic.
   */
  private boolean isAgreed(Plan plan, ReleaseService releases) {
    var first = plan.firstOfTraffic();
    if (plan.direction() == Direction.FORWARD || first.isEmpty() || options.isYes()) {
      return true;
    }
    releases.requireFree(Ticker.SYSTEM);
    return approve(first.get(), releases);
  }

  private Outcome declined() {
    report.accept(new ReleaseEvent.Ended(Outcome.PAUSED, "nothing was changed"));
    return Outcome.PAUSED;
  }

  static int unanswered(ReleaseReport report) {
    report.failure("This moves traffic and there is no terminal to confirm it on; pass `--yes`.");
    return Main.REFUSED;
  }

  private Surroundings surroundings(ReleaseService releases) {
    return new Surroundings(
        Ticker.SYSTEM,
        step -> approve(step, releases),
        interrupted::get,
        Math::random,
        PrometheusAuthorization.of(System::getenv),
        report);
  }

  private boolean approve(Step step, ReleaseService releases) {
    if (options.isYes()) {
      return true;
    }
    asking = Optional.of(releases.names());
    try {
      showStatus(releases);
      return terminal.ask("Move traffic now: " + step.name() + "? [y/N] ");
    } finally {
      asking = Optional.empty();
    }
  }

  /**
   * A cluster that does not answer now may do so when the traffic moves, and someone who is editing
   * the files may have finished by then.
   */
  private void showStatus(ReleaseService releases) {
    try {
      report.status(releases.statusNow());
    } catch (ClusterException | RefusedException | PlanException e) {
      report.accept(new ReleaseEvent.Progress(String.valueOf(e.getMessage())));
    }
  }

  private void next(Outcome outcome, Plan plan, String names) {
    switch (outcome) {
      case DONE -> next(plan.next(), names);
      case ROLLED_BACK -> next(List.of("status"), names);
      case PAUSED -> next(STOPPED_VERBS, names);
      case STUCK ->
          next(
              "fix the reported problem, then ./sluice abort "
                  + names
                  + " tries again, and takes over manual changes; ./sluice adopt "
                  + names
                  + " ends the release, and leaves the cluster as it is.");
    }
  }

  private void next(List<String> verbs, String names) {
    var commands = verbs.stream().map(verb -> "./sluice " + verb + " " + names).toList();
    next(String.join(", or ", commands));
  }

  private void next(String todo) {
    if (!options.isJson()) {
      terminal.println("Next: " + todo);
    }
  }

  private static int exitCode(Outcome outcome) {
    return switch (outcome) {
      case DONE -> Main.DONE;
      case ROLLED_BACK -> Main.DIFFERENT;
      case PAUSED, STUCK -> STOPPED;
    };
  }

  /** Runs a command that uses a cluster; returns its exit code, and reports why it failed. */
  static int code(ReleaseReport report, Supplier<Integer> command) {
    return code(report, command, () -> {});
  }

  /**
   * @param next prints advice if it is unknown how far the command got
   */
  static int code(ReleaseReport report, Supplier<Integer> command, Runnable next) {
    try {
      return command.get();
    } catch (PlanException | ReleaseLockedException e) {
      report.failure(String.valueOf(e.getMessage()));
      return Main.REFUSED;
    } catch (LockLostException e) {
      report.failure(String.valueOf(e.getMessage()));
      next.run();
      return STOPPED;
    } catch (JournalException e) {
      report.failure(e.getMessage() + "\nNothing else was changed.");
      next.run();
      return STOPPED;
    } catch (ApplyException | ClusterException e) {
      report.failure(String.valueOf(e.getMessage()));
      next.run();
      return Main.BROKEN;
    }
  }

  @Override
  public void close() {
    terminal.flush();
    ended.countDown();
    if (!interrupted.get()) {
      Runtime.getRuntime().removeShutdownHook(onInterrupt);
    }
  }
}
