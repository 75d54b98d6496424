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
 * What is around a release on the command line: questions, interruptions and exit codes. The first
 * Ctrl-C lets the step that runs come to its end.
 */
final class ReleaseRun implements AutoCloseable {
  /** Stopped on the way, and neither done nor back. */
  static final int STOPPED = 4;

  private static final List<String> STOPPED_VERBS = List.of("resume", "abort");

  /**
   * Pulumi's SDK leaves its channels to the garbage collector, of which they complain. Held, lest
   * it forgets its level.
   */
  private static final Logger CHANNELS = Logger.getLogger("io.grpc");

  private final Terminal terminal;
  private final ReleaseOptions options;
  private final ReleaseReport report;
  private final AtomicBoolean interrupted = new AtomicBoolean();
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile int exitCode = STOPPED;

  /** The names of what a question is asked about. */
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
      // A question has nobody left to answer it, and while it is asked nothing is changed.
      var names = asking;
      if (names.isPresent()) {
        report.accept(new ReleaseEvent.Progress("Interrupted: nothing more was changed."));
        next(STOPPED_VERBS, names.get());
      } else {
        report.accept(
            new ReleaseEvent.Progress("Interrupted: the step that runs comes to its end first."));
        ended.await();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    terminal.flush();
    // Java's own code would be that of the signal, whatever became of the release.
    Runtime.getRuntime().halt(exitCode);
  }

  /** Shows a plan, does it, and says what to do next. */
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

  /** Takes the release that is not done back. */
  int back(ReleaseService releases, String reason) {
    return ended(
        releases.aborting(), releases, surroundings -> releases.abort(reason, surroundings));
  }

  /** The driver asks on the way forth, where requests move later; the way back begins with them. */
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
   * A cluster that does not answer now may when the requests are to move, and who edits the files
   * may be done by then.
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
              "mend what it says, and then ./sluice abort "
                  + names
                  + " tries again, and takes over what was set by hand; ./sluice adopt "
                  + names
                  + " ends it, and leaves the cluster as it is.");
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

  /** The exit code of a command that asks a cluster, and by its exceptions why it was not done. */
  static int code(ReleaseReport report, Supplier<Integer> command) {
    return code(report, command, () -> {});
  }

  /**
   * @param next what to say where it is not known how far it has come
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
      report.failure(e.getMessage() + "\nNothing more was changed.");
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
