package rollouts;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Predicate;
import rollouts.Driver.Surroundings;
import stacks.Direction;
import stacks.FailureCause;
import stacks.ScriptedTicker;

/** A target and a journal in memory, which fail and die where a test says so. */
final class FakeRelease implements Target, Journal {
  /** The driver's process has ended. */
  static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  /** What the driver does to the world, in its order. */
  enum Effect {
    JOURNAL,
    CONFIRM,
    CONFIGURE,
    COMMIT,
    APPLY,
    RECOVER
  }

  final ScriptedTicker ticker = new ScriptedTicker();
  final List<String> actions = new ArrayList<>();
  final List<Direction> directions = new ArrayList<>();
  final List<ReleaseEvent> events = new ArrayList<>();
  final List<Optional<Release>> moves = new ArrayList<>();
  Release configured;
  Release live;
  Optional<ReleaseRecord> newest = Optional.empty();
  KnownGoodStates knownGood = KnownGoodStates.NONE;

  /** Called before each effect, and may throw; and after it. */
  Consumer<Effect> before = effect -> {};

  Consumer<Effect> after = effect -> {};
  BiFunction<Release, Release, Optional<Release>> grade = (now, goal) -> Optional.empty();
  Watch watch = Watch.NOTHING;
  Predicate<Step> approval = step -> true;
  boolean isInterrupted;
  double random = 1;

  FakeRelease(Release release) {
    configured = release;
    live = release;
  }

  Driver driver() {
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
        ReleaseTesting.BUDGETS,
        (step, e) -> watch.look(step, e),
        () -> Instant.EPOCH.plus(ticker.now()),
        surroundings);
  }

  private void effect(Effect effect, Runnable work) {
    before.accept(effect);
    work.run();
    after.accept(effect);
  }

  @Override
  public void configure(Release release, Optional<Release> move) {
    moves.add(move);
    effect(Effect.CONFIGURE, () -> configured = release);
  }

  @Override
  public void commit(String reason) {
    effect(Effect.COMMIT, () -> {});
  }

  @Override
  public Optional<Release> grade(Release now, Release goal) {
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

  /** As the program of an update refuses it; and what it cannot know to be wrong. */
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
  public List<String> byHand(Release now, Release old) {
    return List.of("from " + now.entries() + " to " + old.entries());
  }

  @Override
  public List<String> drift(Release expected) {
    return live.equals(expected) ? List.of() : List.of("live is " + live.entries());
  }

  @Override
  public Optional<ReleaseRecord> newest() {
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
  public void write(ReleaseRecord release) {
    effect(Effect.JOURNAL, () -> newest = Optional.of(release));
  }

  @Override
  public void write(ReleaseRecord release, KnownGoodStates good) {
    effect(
        Effect.JOURNAL,
        () -> {
          newest = Optional.of(release);
          knownGood = good;
        });
  }
}
