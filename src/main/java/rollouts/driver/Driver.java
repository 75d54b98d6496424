package rollouts.driver;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import rollouts.analysis.PrometheusAuthorization;
import rollouts.journal.Journal;
import rollouts.journal.JournalException;
import rollouts.journal.LockLostException;
import rollouts.journal.Outcome;
import rollouts.journal.Release;
import rollouts.journal.ReleaseEvent;
import rollouts.journal.ReleaseEvent.Begun;
import rollouts.journal.ReleaseEvent.Done;
import rollouts.journal.ReleaseEvent.Ended;
import rollouts.journal.ReleaseEvent.Retrying;
import rollouts.journal.ReleaseEvent.RollingBack;
import rollouts.plan.Plan;
import rollouts.plan.Step;
import rollouts.plan.Timeouts;
import stacks.cluster.FailureCause;
import stacks.cluster.Ticker;
import stacks.guard.Direction;

/**
 * Takes a release from step to step. Each is written to the journal before it changes anything,
 * brought to the cluster, looked at, and written again: a driver that is killed anywhere leaves
 * what the next one needs. A step that fails turns the release round, as do its analysis, a user,
 * and a break of more than an hour. Who is denied a step may not go back either: then it waits
 * where it is.
 */
public final class Driver {
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  private final Target target;
  private final Journal journal;
  private final Timeouts timeouts;
  private final StepMonitor watch;
  private final Supplier<Instant> clock;
  private final Surroundings surroundings;

  /**
   * Who and what is around a driver.
   *
   * @param approval asked once, before requests move for the first time
   * @param isInterrupted whether to stop before the next step
   * @param random from 0 to 1, by which drivers that wait for one thing come apart
   */
  public record Surroundings(
      Ticker ticker,
      Predicate<Step> approval,
      BooleanSupplier isInterrupted,
      DoubleSupplier random,
      Optional<PrometheusAuthorization> prometheusAuthorization,
      Consumer<ReleaseEvent> events) {}

  /**
   * @param clock one for all who drive releases of the app, on whatever machine
   */
  public Driver(
      Target target,
      Journal journal,
      Timeouts timeouts,
      StepMonitor watch,
      Supplier<Instant> clock,
      Surroundings surroundings) {
    this.target = target;
    this.journal = journal;
    this.timeouts = timeouts;
    this.watch = watch;
    this.clock = clock;
    this.surroundings = surroundings;
  }

  /**
   * @param id of the release
   * @throws JournalException if the journal cannot be written: then nothing more was changed
   * @throws LockLostException if another driver has taken the release over
   */
  public Outcome start(String id, Plan plan) {
    return go(written(Release.of(id, plan), "begins: " + plan.verb().text()));
  }

  /**
   * Goes on where the newest release of the journal was left, forward or back: back as well if that
   * is too long ago.
   */
  public Outcome resume(Release release) {
    return resume(release, release.resumed(clock.get()));
  }

  /** Takes the newest release back. */
  public Outcome abort(Release release, String reason) {
    return resume(release, release.aborted(reason));
  }

  private Outcome resume(Release left, Release resumed) {
    recover(resumed);
    return go(
        resumed.isRollingBack() && !left.isRollingBack()
            ? turned(resumed)
            : written(resumed, "resumes"));
  }

  /** The way back does not wait for it for ever: what it does not find out, a step may. */
  private void recover(Release resumed) {
    try {
      repeat(timeouts.traffic(), Driver::mayPass, () -> target.recover(way(resumed)));
    } catch (ApplyException e) {
      if (!resumed.isCommittedToRollback()) {
        throw e;
      }
      say(new ReleaseEvent.Progress("Goes back all the same: " + e.getMessage()));
    }
  }

  private Outcome go(Release begun) {
    boolean approved = false;
    var release = begun;
    while (release.next().isPresent() && release.outcome().isEmpty()) {
      var step = release.next().get();
      if (surroundings.isInterrupted().getAsBoolean()) {
        var where = release.isIntended() ? "interrupted in: " : "interrupted before: ";
        return outcome(ended(release, Outcome.PAUSED, where + step.name()));
      }
      if (step.isTraffic() && !release.isRollingBack() && !approved) {
        if (!surroundings.approval().test(step) || surroundings.isInterrupted().getAsBoolean()) {
          return outcome(ended(release, Outcome.PAUSED, "waits before: " + step.name()));
        }
        approved = true;
      }
      release = perform(graded(release, step));
    }
    return release.outcome().isPresent() ? outcome(release) : finished(release);
  }

  private static Outcome outcome(Release ended) {
    return ended.outcome().orElseThrow();
  }

  /**
   * Requests go back to a side that lacks pods in two moves: what it can take at once, and the rest
   * when it has grown.
   */
  private Release graded(Release release, Step step) {
    return step.isTraffic()
            && !release.isIntended()
            && !release.isMoving()
            && way(release.intending()) == Direction.ROLLBACK
        ? target
            .grade(release.configured(), step.release())
            .map(
                grade ->
                    release.preceded(Step.between(release.configured(), grade, Step.Hold.NONE)))
            .orElse(release)
        : release;
  }

  private Release perform(Release release) {
    var step = release.next().orElseThrow();
    int number = release.done() + 1;
    var next = release.intending();
    say(new Begun(number, release.steps().size(), step, timeouts.of(step, way(next))));
    var start = surroundings.ticker().now();
    var intended = written(next, "intends: " + step.name());
    try {
      change(intended, step);
      var finding = found(intended, step);
      if (finding instanceof StepMonitor.Observation.Bad bad) {
        return failed(intended, bad.reason());
      }
      if (finding instanceof StepMonitor.Observation.Undecided undecided) {
        return ended(intended, Outcome.PAUSED, undecided.reason());
      }
      if (finding instanceof StepMonitor.Observation.Interrupted) {
        return intended;
      }
    } catch (ApplyException e) {
      return failed(intended, e);
    }
    var stepped = written(intended.stepped(), "has done: " + step.name());
    var took = surroundings.ticker().now().minus(start);
    say(new Done(number, release.steps().size(), step, took));
    return stepped;
  }

  private static Direction way(Release release) {
    return release.isCommittedToRollback() ? Direction.ROLLBACK : Direction.FORWARD;
  }

  /** The way back is not analyzed: there is nothing to turn to. */
  private StepMonitor.Observation found(Release release, Step step) {
    return release.isRollingBack()
        ? new StepMonitor.Observation.Good()
        : watch.observe(step, event -> seen(release, event));
  }

  /** What is measured was not left: the journal has when it was looked at last. */
  private void seen(Release release, ReleaseEvent event) {
    say(event);
    if (event instanceof ReleaseEvent.Judged measured) {
      try {
        journal.write(logged(release, "measures: " + measured.step().name()));
      } catch (JournalException e) {
        // Nothing depends on it yet, and the next step is not taken before it can be written.
      }
    }
  }

  /** Who may not go forward may not go back either: then all stays as it is. */
  private Release failed(Release release, ApplyException e) {
    if (isLeft(release, e)) {
      return release;
    }
    var reason = String.valueOf(e.getMessage());
    return e.isDenied() && !release.isRollingBack()
        ? ended(release, Outcome.PAUSED, "not allowed: " + reason)
        : failed(release, reason);
  }

  /** What would have been tried again, had nobody interrupted it. */
  private boolean isLeft(Release release, ApplyException e) {
    return surroundings.isInterrupted().getAsBoolean()
        && (release.isCommittedToRollback() || e.mayPass());
  }

  /**
   * The way back has nothing to turn to: it is tried until its own time is up, unless somebody else
   * has set what it changes.
   */
  private void change(Release release, Step step) {
    orByHand(
        release,
        () ->
            repeat(
                timeouts.ofChange(step, way(release)),
                e -> release.isCommittedToRollback() ? !isConflict(e) : mayPass(e),
                () -> {
                  journal.confirm();
                  target.configure(step.release(), release.move());
                  commit(release, message(release, step));
                  journal.confirm();
                  target.apply(step.isQuiet() ? Direction.NONE : release.direction());
                  verify(step);
                }));
  }

  /** A history that cannot be written keeps nothing from going back; the journal has it, too. */
  private void commit(Release release, String message) {
    try {
      target.commit(message);
    } catch (ApplyException e) {
      if (release.direction() == Direction.FORWARD) {
        throw e;
      }
      say(new ReleaseEvent.Progress("Goes back without a commit: " + e.getMessage()));
    }
  }

  private void verify(Step step) {
    var drift = target.drift(step.release());
    if (!drift.isEmpty()) {
      throw new ApplyException(
          FailureCause.REFUSED,
          "The cluster is not as it was to be after `"
              + step.name()
              + "`: "
              + String.join("; ", drift)
              + ".");
    }
  }

  private static String message(Release release, Step step) {
    return release
        .reason()
        .map(reason -> step.name() + "\n\nRolls back " + release.verb().text() + ": " + reason)
        .orElse(step.name() + "\n\nOf: " + release.verb().text());
  }

  private void repeat(Duration limit, Predicate<RuntimeException> mayPass, Runnable work) {
    var end = surroundings.ticker().now().plus(limit);
    var pause = FIRST_PAUSE;
    while (true) {
      try {
        work.run();
        return;
      } catch (ApplyException | JournalException e) {
        if (!mayPass.test(e)
            || surroundings.ticker().now().plus(pause).compareTo(end) > 0
            || !paused(String.valueOf(e.getMessage()), spread(pause))) {
          throw e;
        }
        pause = longer(pause);
      }
    }
  }

  private static boolean mayPass(RuntimeException e) {
    return e instanceof JournalException journal
        ? !journal.isDenied()
        : e instanceof ApplyException apply && apply.mayPass();
  }

  private static boolean isConflict(RuntimeException e) {
    return e instanceof ApplyException apply && apply.isConflict();
  }

  /** Unless somebody interrupts it. */
  private boolean paused(String reason, Duration pause) {
    say(new Retrying(reason, pause));
    var end = surroundings.ticker().now().plus(pause);
    var waiting = new Waiting(surroundings.ticker(), surroundings.isInterrupted());
    return waiting.until(end) && !surroundings.isInterrupted().getAsBoolean();
  }

  /** At least half of it. */
  private Duration spread(Duration pause) {
    return Duration.ofMillis(
        Math.round(pause.toMillis() * (1 + surroundings.random().getAsDouble()) / 2));
  }

  private static Duration longer(Duration pause) {
    var twice = pause.multipliedBy(2);
    return twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
  }

  private Release failed(Release release, String reason) {
    if (!release.isCommittedToRollback()) {
      return release.onlyCleanupIsLeft()
          ? ended(release, Outcome.PAUSED, reason)
          : turned(release.rollingBack(reason));
    }
    sayByHand(release);
    return ended(release, Outcome.STUCK, reason);
  }

  private void sayByHand(Release release) {
    var byHand = target.byHand(release.configured(), release.goal());
    if (!byHand.isEmpty()) {
      say(new ReleaseEvent.ByHand(byHand));
    }
  }

  /** Where the journal keeps it from going back, a person can do it. */
  private void orByHand(Release release, Runnable work) {
    try {
      work.run();
    } catch (JournalException e) {
      if (release.isCommittedToRollback()) {
        sayByHand(release);
      }
      throw e;
    }
  }

  private Release turned(Release release) {
    var reason = release.reason().orElseThrow();
    say(new RollingBack(reason));
    return written(release, "rolls back: " + reason);
  }

  private Outcome finished(Release release) {
    if (release.isRollingBack()) {
      return outcome(ended(release, Outcome.ROLLED_BACK, release.reason().orElse("")));
    }
    var done = logged(release.ended(Outcome.DONE), "is done");
    retrying(release, () -> journal.write(done, done.knownGoodAfter(journal.knownGood())));
    say(new Ended(Outcome.DONE, ""));
    return Outcome.DONE;
  }

  private Release ended(Release release, Outcome outcome, String text) {
    var ended = written(release.ended(outcome), outcome.journaled() + ": " + text);
    say(new Ended(outcome, text));
    return ended;
  }

  private Release written(Release release, String line) {
    var logged = logged(release, line);
    retrying(logged, () -> journal.write(logged));
    return logged;
  }

  private Release logged(Release release, String text) {
    return release.logged(clock.get(), text);
  }

  /** Nothing is changed before the journal knows of it. */
  private void retrying(Release release, Runnable write) {
    if (release.isCommittedToRollback()) {
      orByHand(release, () -> repeat(timeouts.rollBack(), e -> true, write));
    } else {
      repeat(timeouts.traffic(), Driver::mayPass, write);
    }
  }

  private void say(ReleaseEvent event) {
    surroundings.events().accept(event);
  }
}
