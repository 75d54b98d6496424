package rollouts.journal;

import environments.apps.ReleaseState;
import environments.text.Durations;
import environments.values.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import rollouts.plan.KnownGoodStates;
import rollouts.plan.Plan;
import rollouts.plan.Planner;
import rollouts.plan.Step;
import rollouts.plan.Verb;
import stacks.cluster.TerminalText;
import stacks.guard.Direction;

/**
 * A release as its journal records it.
 *
 * @param id distinguishes it from the app's other releases
 * @param verb the command of the user
 * @param before the release state that a rollback returns to
 * @param configured the release state that was configured last
 * @param steps the steps in its current direction
 * @param done how many steps are done and verified
 * @param isAutoscaled whether autoscalers keep pods of its sides while traffic moves
 * @param isIntended whether the next step has begun
 * @param reason why it rolls back; empty while it goes forward
 * @param outcome empty while it runs
 * @param log one line for each event
 */
public record Release(
    String id,
    Verb verb,
    ReleaseState before,
    ReleaseState configured,
    List<Step> steps,
    boolean isAutoscaled,
    int done,
    boolean isIntended,
    Optional<String> reason,
    Optional<Outcome> outcome,
    List<LogLine> log) {
  private static final int MOST_LINES = 200;

  /** Limits the size of the journal: a ConfigMap has room for a megabyte. */
  private static final int LONGEST_LINE = 1000;

  private static final int LONGEST_REASON = 8000;

  /** After this long, earlier measurements say little about the present. */
  private static final Duration LONGEST_BREAK = Duration.ofHours(1);

  public Release {
    steps = List.copyOf(steps);
    log = List.copyOf(log);
    int least = isIntended ? 1 : 0;
    if (done < 0 || done > steps.size() - least) {
      throw new IllegalArgumentException(
          "`done` must be between 0 and "
              + (steps.size() - least)
              + (isIntended ? ", because another step has begun" : ", the number of steps")
              + ", got "
              + done);
    }
  }

  public static Release of(String id, Plan plan) {
    return new Release(
        id,
        plan.verb(),
        plan.before(),
        plan.before(),
        plan.steps(),
        plan.isAutoscaled(),
        0,
        false,
        Optional.empty(),
        Optional.empty(),
        List.of());
  }

  public boolean isOpen() {
    return outcome.isEmpty() || outcome.get() == Outcome.PAUSED || outcome.get() == Outcome.STUCK;
  }

  /** Returns whether its rollback failed. */
  public boolean isStuck() {
    return outcome.equals(Optional.of(Outcome.STUCK));
  }

  public boolean isRollingBack() {
    return reason.isPresent();
  }

  /** Returns the direction of its steps. */
  Direction stepsDirection() {
    return isRollingBack() ? Direction.ROLLBACK : Direction.FORWARD;
  }

  /** Returns {@code ROLLBACK} if the version that gets the traffic has served before. */
  public Direction direction() {
    return isRollingBack() || isRollback() || isSwitchBack()
        ? Direction.ROLLBACK
        : Direction.FORWARD;
  }

  /** Returns whether a {@code switch} returns traffic to the baseline. */
  private boolean isSwitchBack() {
    return verb instanceof Verb.Switch
        && goal().share(before.baseline()) > before.share(before.baseline());
  }

  /**
   * Returns whether the release can only roll back from now on, whatever fails: traffic is moving,
   * or has moved, to a version that has served before.
   */
  public boolean isCommittedToRollback() {
    return isRollingBack() || (isRollback() && !configured.servesAs(before));
  }

  /** Returns the release state that it ends with. */
  public ReleaseState goal() {
    return isRollingBack() || steps.isEmpty() ? before : steps.get(steps.size() - 1).release();
  }

  private boolean isRollback() {
    return verb instanceof Verb.Rollback;
  }

  /**
   * Returns the states that are known to work after it: the state that it ended with, if that has
   * served all traffic; and the one that it came from, if no other is known. A side that had only a
   * share of the traffic does not count. After a {@code rollback}, the states with the version that
   * it left no longer count.
   */
  public KnownGoodStates knownGoodAfter(KnownGoodStates known) {
    if (!hasProvedItself()) {
      return known;
    }
    if (isRollback()) {
      return known.without(left()).with(alone(configured));
    }
    boolean isKept = before.serves(configured.candidate()) && !isSwitchBack();
    var older = known.like(before).states().isEmpty() ? known.with(origin()) : known;
    return older.with(isKept ? configured : alone(configured));
  }

  /** Returns the state before it, with all traffic on one side. */
  private ReleaseState origin() {
    return alone(isWhole(before) ? before : before.divided(before.baseline(), 100));
  }

  /** Returns the version that took the traffic before, if another one does now. */
  private Optional<Version> left() {
    return before.serving().filter(version -> !configured.serving().equals(Optional.of(version)));
  }

  /** Returns a state without the idle side; a canary with all traffic keeps its stable track. */
  private static ReleaseState alone(ReleaseState release) {
    var idle = release.candidate();
    return release.serves(idle) ? release : release.withVersion(idle, Optional.empty());
  }

  /**
   * Returns whether the state has served all traffic: without traffic, or with only a share of it,
   * pods have proved nothing.
   */
  private boolean hasProvedItself() {
    boolean asked = configured.sides().size() == 1 || steps.stream().anyMatch(Step::isTraffic);
    return isWhole(configured) && asked && steps.stream().noneMatch(Step::isAdoption);
  }

  /** Returns the time since its last event. */
  Duration age(Instant now) {
    return log.isEmpty() ? Duration.ZERO : Duration.between(log.get(log.size() - 1).time(), now);
  }

  private static boolean isWhole(ReleaseState release) {
    return release.sides().stream().allMatch(side -> release.share(side) % 100 == 0);
  }

  /** Returns the next step; empty when all are done. */
  public Optional<Step> next() {
    return done < steps.size() ? Optional.of(steps.get(done)) : Optional.empty();
  }

  /**
   * Returns whether the app has reached its final state, and only the autoscalers or the
   * configuration remain to be changed.
   */
  public boolean onlyCleanupIsLeft() {
    return next().filter(Step::isQuiet).isPresent();
  }

  /**
   * Returns the state after its next move of traffic, in this step or a later one; empty if there
   * is none, or if no autoscaler keeps pods for it. A rollback may take two steps for it.
   */
  public Optional<ReleaseState> move() {
    var left = isAutoscaled ? steps.subList(done, steps.size()) : List.<Step>of();
    var moves = left.stream().dropWhile(step -> !step.isTraffic()).takeWhile(Step::isTraffic);
    return moves
        .map(Step::release)
        .reduce((first, next) -> direction() == Direction.ROLLBACK ? next : first);
  }

  /** Returns whether the next step continues a move of traffic that the last one has begun. */
  public boolean isMoving() {
    return done > 0 && steps.get(done - 1).isTraffic();
  }

  /** Returns the release with another step before the next one. */
  public Release preceded(Step step) {
    var more = new ArrayList<>(steps);
    more.add(done, step);
    return with(copy -> copy.steps = more);
  }

  public Release intending() {
    var release = next().orElseThrow().release();
    return with(
        copy -> {
          copy.configured = release;
          copy.isIntended = true;
        });
  }

  public Release stepped() {
    return with(
        copy -> {
          copy.done++;
          copy.isIntended = false;
        });
  }

  /** Returns the release rolling back from what is configured, for this reason. */
  public Release rollingBack(String why) {
    return with(
        copy -> {
          copy.steps =
              Planner.back(isIntended ? previous() : configured, configured, before, isAutoscaled);
          copy.done = 0;
          copy.isIntended = false;
          copy.reason = Optional.of(TerminalText.beginning(why, LONGEST_REASON));
          copy.outcome = Optional.empty();
        });
  }

  private ReleaseState previous() {
    return done == 0 ? before : steps.get(done - 1).release();
  }

  /**
   * Returns the release resumed in the direction that it had, or rolling back if it was idle for
   * too long.
   */
  public Release resumed(Instant now) {
    var age = age(now);
    return age.compareTo(LONGEST_BREAK) > 0 && !onlyCleanupIsLeft()
        ? aborted(
            "it was idle for "
                + Durations.text(Duration.ofMinutes(age.toMinutes()))
                + "; a release can be resumed for "
                + Durations.text(LONGEST_BREAK))
        : resumed();
  }

  /**
   * Returns the release rolling back, for this reason if it has none yet. A {@code rollback} that
   * has moved its traffic continues, because it already leaves a state that the user rejected.
   */
  public Release aborted(String why) {
    return isCommittedToRollback() ? resumed() : rollingBack(why);
  }

  /** Returns the plan of the remaining steps. */
  public Plan remaining(String environment, String app, Plan.Operation action) {
    return new Plan(
        environment,
        app,
        action,
        verb,
        before,
        steps.subList(done, steps.size()),
        isAutoscaled,
        stepsDirection());
  }

  public Release ended(Outcome how) {
    return with(copy -> copy.outcome = Optional.of(how));
  }

  private Release resumed() {
    return with(copy -> copy.outcome = Optional.empty());
  }

  public Release logged(Instant time, String text) {
    var lines = new ArrayList<>(log);
    lines.add(new LogLine(time, TerminalText.beginning(text, LONGEST_LINE)));
    return with(
        copy -> copy.log = lines.subList(Math.max(0, lines.size() - MOST_LINES), lines.size()));
  }

  private Release with(Consumer<Copy> change) {
    var copy = new Copy(this);
    change.accept(copy);
    return new Release(
        id,
        verb,
        before,
        copy.configured,
        copy.steps,
        isAutoscaled,
        copy.done,
        copy.isIntended,
        copy.reason,
        copy.outcome,
        copy.log);
  }

  /** A copy of a release with changes. */
  private static final class Copy {
    private ReleaseState configured;
    private List<Step> steps;
    private int done;
    private boolean isIntended;
    private Optional<String> reason;
    private Optional<Outcome> outcome;
    private List<LogLine> log;

    private Copy(Release release) {
      configured = release.configured;
      steps = release.steps;
      done = release.done;
      isIntended = release.isIntended;
      reason = release.reason;
      outcome = release.outcome;
      log = release.log;
    }
  }
}
