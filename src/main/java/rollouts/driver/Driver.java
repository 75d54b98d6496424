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
 * Runs a release step by step. Each step is written to the journal before it changes anything, then
 * applied, observed and written again, so that the next driver has what it needs if this one is
 * killed at any point. A failed step, a failed analysis, a user, or a break of more than an hour
 * starts a rollback. If the user's permissions do not allow a step, they may not allow a rollback
 * either, so the release pauses.
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
   * The clock, the user and the settings that a driver runs with.
   *
   * @param approval asked once, before traffic moves for the first time
   * @param isInterrupted whether to stop before the next step
   * @param random a number from 0 to 1, which spreads the retries of several drivers
   */
  public record Surroundings(
      Ticker ticker,
      Predicate<Step> approval,
      BooleanSupplier isInterrupted,
      DoubleSupplier random,
      Optional<PrometheusAuthorization> prometheusAuthorization,
      Consumer<ReleaseEvent> events) {}

  /**
   * @param clock shared by all drivers of the app, on whatever machine
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
   * @param id the id of the release
   * @throws JournalException if the journal cannot be written; then nothing else was changed
   * @throws LockLostException if another driver has taken over the release
   */
  public Outcome start(String id, Plan plan) {
    return go(written(Release.of(id, plan), "begins: " + plan.verb().text()));
  }

  /**
   * Resumes the newest release of the journal in the direction that it had, or rolls it back if it
   * was idle for too long.
   */
  public Outcome resume(Release release) {
    return resume(release, release.resumed(clock.get()));
  }

  /** Rolls back the newest release. */
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

  /** Recovers what a killed driver left. If that fails, a rollback still continues. */
  private void recover(Release resumed) {
    try {
      repeat(timeouts.traffic(), Driver::mayPass, () -> target.recover(directionOf(resumed)));
    } catch (ApplyException e) {
      if (!resumed.isCommittedToRollback()) {
        throw e;
      }
      say(new ReleaseEvent.Progress("Rolling back anyway: " + e.getMessage()));
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
   * Splits a rollback to a side that lacks pods into two steps: first the share that it can take at
   * once, then the rest when it has scaled up.
   */
  private Release graded(Release release, Step step) {
    return step.isTraffic()
            && !release.isIntended()
            && !release.isMoving()
            && directionOf(release.intending()) == Direction.ROLLBACK
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
    say(new Begun(number, release.steps().size(), step, timeouts.of(step, directionOf(next))));
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

  private static Direction directionOf(Release release) {
    return release.isCommittedToRollback() ? Direction.ROLLBACK : Direction.FORWARD;
  }

  /** Observes a step. A rollback is not analyzed, because there is nothing to fall back to. */
  private StepMonitor.Observation found(Release release, Step step) {
    return release.isRollingBack()
        ? new StepMonitor.Observation.Good()
        : watch.observe(step, event -> seen(release, event));
  }

  /**
   * Reports an event. The journal records when the release was last measured, so that it does not
   * count as idle.
   */
  private void seen(Release release, ReleaseEvent event) {
    say(event);
    if (event instanceof ReleaseEvent.Judged measured) {
      try {
        journal.write(logged(release, "measures: " + measured.step().name()));
      } catch (JournalException e) {
        // No change depends on this line, and the next step retries until it can be written.
      }
    }
  }

  /**
   * Handles a failed step. A user without permission to go forward may have none to roll back
   * either, so everything stays as it is.
   */
  private Release failed(Release release, ApplyException e) {
    if (isLeft(release, e)) {
      return release;
    }
    var reason = String.valueOf(e.getMessage());
    return e.isDenied() && !release.isRollingBack()
        ? ended(release, Outcome.PAUSED, "not allowed: " + reason)
        : failed(release, reason);
  }

  /** Returns whether the failure would have been retried if no one had interrupted it. */
  private boolean isLeft(Release release, ApplyException e) {
    return surroundings.isInterrupted().getAsBoolean()
        && (release.isCommittedToRollback() || e.mayPass());
  }

  /**
   * Applies a step. A rollback has nothing to fall back to, so it is retried until its timeout,
   * unless someone else has changed the same fields.
   */
  private void change(Release release, Step step) {
    orByHand(
        release,
        () ->
            repeat(
                timeouts.ofChange(step, directionOf(release)),
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

  /** Commits a step. A failed commit does not stop a rollback, which the journal records too. */
  private void commit(Release release, String message) {
    try {
      target.commit(message);
    } catch (ApplyException e) {
      if (release.direction() == Direction.FORWARD) {
        throw e;
      }
      say(new ReleaseEvent.Progress("Rolling back without a commit: " + e.getMessage()));
    }
  }

  private void verify(Step step) {
    var drift = target.drift(step.release());
    if (!drift.isEmpty()) {
      throw new ApplyException(
          FailureCause.REFUSED,
          "The cluster does not match the release state after `"
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

  /** Returns whether the pause ended without an interruption. */
  private boolean paused(String reason, Duration pause) {
    say(new Retrying(reason, pause));
    var end = surroundings.ticker().now().plus(pause);
    var waiting = new Waiting(surroundings.ticker(), surroundings.isInterrupted());
    return waiting.until(end) && !surroundings.isInterrupted().getAsBoolean();
  }

  /** Returns a random part of the pause, at least half of it. */
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

  /** Shows how a person can roll back, if the journal prevents the rollback. */
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

  /** Writes to the journal, with retries: nothing is changed before the journal has recorded it. */
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
