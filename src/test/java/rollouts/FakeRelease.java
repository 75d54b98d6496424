package rollouts;

import environments.apps.ReleaseState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Predicate;
import rollouts.driver.ApplyException;
import rollouts.driver.Driver;
import rollouts.driver.Driver.Surroundings;
import rollouts.driver.StepMonitor;
import rollouts.driver.Target;
import rollouts.journal.Journal;
import rollouts.journal.Release;
import rollouts.journal.ReleaseEvent;
import rollouts.plan.KnownGoodStates;
import rollouts.plan.ReleaseTesting;
import rollouts.plan.Step;
import stacks.ScriptedTicker;
import stacks.cluster.FailureCause;
import stacks.guard.Direction;

/** A target and a journal in memory, which fail or are killed where a test requires it. */
public final class FakeRelease implements Target, Journal {
  /** The driver's process has ended. */
  public static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  /** The effects of a driver, in the order of one step. */
  public enum Effect {
    JOURNAL,
    CONFIRM,
    CONFIGURE,
    COMMIT,
    APPLY,
    RECOVER
  }

  public final ScriptedTicker ticker = new ScriptedTicker();
  public final List<String> actions = new ArrayList<>();
  public final List<Direction> directions = new ArrayList<>();
  public final List<ReleaseEvent> events = new ArrayList<>();
  public final List<Optional<ReleaseState>> moves = new ArrayList<>();
  public ReleaseState configured;
  public ReleaseState live;
  public Optional<Release> newest = Optional.empty();
  public KnownGoodStates knownGood = KnownGoodStates.NONE;

  /** Called before each effect, and may throw. */
  public Consumer<Effect> before = effect -> {};

  public Consumer<Effect> after = effect -> {};
  public BiFunction<ReleaseState, ReleaseState, Optional<ReleaseState>> grade =
      (now, goal) -> Optional.empty();
  public StepMonitor watch = StepMonitor.NOTHING;
  public Predicate<Step> approval = step -> true;
  public boolean isInterrupted;
  public double random = 1;

  public FakeRelease(ReleaseState release) {
    configured = release;
    live = release;
  }

  public Driver driver() {
    var surroundings =
        new Surroundings(
            ticker,
            step -> approval.test(step),
            () -> isInterrupted,
            () -> random,
            Optional.empty(),
            events::add);
    return new Driver(
        this,
        this,
        ReleaseTesting.TIMEOUTS,
        (step, e) -> watch.observe(step, e),
        () -> Instant.EPOCH.plus(ticker.now()),
        surroundings);
  }

  private void effect(Effect effect, Runnable work) {
    before.accept(effect);
    work.run();
    after.accept(effect);
  }

  @Override
  public void configure(ReleaseState release, Optional<ReleaseState> move) {
    moves.add(move);
    effect(Effect.CONFIGURE, () -> configured = release);
  }

  @Override
  public void commit(String reason) {
    effect(Effect.COMMIT, () -> {});
  }

  @Override
  public Optional<ReleaseState> grade(ReleaseState now, ReleaseState goal) {
    return grade.apply(now, goal);
  }

  @Override
  public void apply(Direction direction) {
    directions.add(direction);
    effect(
        Effect.APPLY,
        () -> {
          if (!live.equals(configured)) {
            requireOneTransition();
            actions.add(String.valueOf(Step.between(live, configured, Step.Hold.NONE).name()));
          }
          live = configured;
        });
  }

  /** Refuses what the program of an update refuses, and mistakes that it could not detect. */
  private void requireOneTransition() {
    boolean isMoving = !live.isDividedAs(configured);
    for (var side : live.sides()) {
      boolean changes = !live.version(side).equals(configured.version(side));
      if (changes && isMoving) {
        throw new ApplyException(FailureCause.REFUSED, "Traffic moves while " + side + " changes");
      }
      if (changes && live.sides().size() > 1 && live.serves(side)) {
        throw new AssertionError(side + " changes while it takes requests");
      }
    }
  }

  @Override
  public void recover(Direction way) {
    effect(Effect.RECOVER, () -> {});
  }

  @Override
  public List<String> byHand(ReleaseState now, ReleaseState old) {
    return List.of("from " + now.entries() + " to " + old.entries());
  }

  @Override
  public List<String> drift(ReleaseState expected) {
    return live.equals(expected) ? List.of() : List.of("live is " + live.entries());
  }

  @Override
  public Optional<Release> newest() {
    return newest;
  }

  @Override
  public KnownGoodStates knownGood() {
    return knownGood;
  }

  @Override
  public void confirm() {
    effect(Effect.CONFIRM, () -> {});
  }

  @Override
  public void write(Release release) {
    effect(Effect.JOURNAL, () -> newest = Optional.of(release));
  }

  @Override
  public void write(Release release, KnownGoodStates good) {
    effect(
        Effect.JOURNAL,
        () -> {
          newest = Optional.of(release);
          knownGood = good;
        });
  }
}
