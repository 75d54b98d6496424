package rollouts.plan;

import environments.apps.ReleaseState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import stacks.guard.Direction;

/**
 * What a verb does with an app, before anything is touched.
 *
 * @param action begins its release, or goes on with what is left of it
 * @param before the release state that a roll back returns to
 * @param isAutoscaled whether autoscalers keep pods of its sides while requests move
 * @param direction whether it is that roll back
 */
public record Plan(
    String environment,
    String app,
    Operation action,
    Verb verb,
    ReleaseState before,
    List<Step> steps,
    boolean isAutoscaled,
    Direction direction) {
  /** What is done with a release. */
  public enum Operation {
    START,
    RESUME,
    ABORT
  }

  public Plan {
    steps = List.copyOf(steps);
  }

  /** Of a release that goes forward, of an app whose sides have no autoscalers. */
  public Plan(String environment, String app, Verb verb, ReleaseState before, List<Step> steps) {
    this(environment, app, Operation.START, verb, before, steps, false, Direction.FORWARD);
  }

  /** As users read it, such as {@code resume run 1.1.0}. */
  public String title() {
    return switch (action) {
      case START -> verb.text();
      case RESUME -> "resume " + verb.text();
      case ABORT -> "abort " + verb.text();
    };
  }

  public boolean movesTraffic() {
    return firstOfTraffic().isPresent();
  }

  /** The step by which requests move for the first time. */
  public Optional<Step> firstOfTraffic() {
    return steps.stream().filter(Step::isTraffic).findFirst();
  }

  /** The release state that it ends with. */
  public ReleaseState after() {
    return steps.isEmpty() ? before : steps.get(steps.size() - 1).release();
  }

  /** The verbs that make sense when it is done. */
  public List<String> next() {
    var after = after();
    if (steps.isEmpty()) {
      return List.of("status");
    }
    if (after.isShared()) {
      return List.of("promote", "rollback");
    }
    boolean isWaiting = after.sides().stream().allMatch(side -> after.version(side).isPresent());
    if (after.sides().size() == 1 || !isWaiting || isAdoption()) {
      return List.of("status");
    }
    if (!movesTraffic() && steps.stream().noneMatch(Step::isQuiet)) {
      return List.of("promote");
    }
    return !after.isCandidateTemporary() && !isRollback()
        ? List.of("rollback", "retire")
        : List.of("retire");
  }

  /** Whether a side runs something else after it; an adoption changes nothing that runs. */
  public boolean changesVersions() {
    return !isAdoption()
        && steps.stream()
            .map(Step::release)
            .anyMatch(
                release ->
                    release.sides().stream()
                        .anyMatch(side -> !release.version(side).equals(before.version(side))));
  }

  public boolean isAdoption() {
    return steps.stream().anyMatch(Step::isAdoption);
  }

  /** Also the rest of one that is resumed. */
  private boolean isRollback() {
    return verb instanceof Verb.Rollback;
  }

  /**
   * Back from where its requests go back: from there on a step that fails is tried again, and
   * nothing turns it round.
   */
  public Direction way(Step step) {
    return isRollback() && !step.release().servesAs(before) ? Direction.ROLLBACK : direction;
  }

  /** How long all of it takes at most, when no measurement has to be repeated. */
  public Duration timeout(Timeouts timeouts) {
    return steps.stream()
        .map(step -> timeouts.of(step, way(step)))
        .reduce(Duration.ZERO, Duration::plus);
  }
}
