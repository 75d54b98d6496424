package rollouts.plan;

import environments.apps.ReleaseState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import stacks.guard.Direction;

/**
 * The steps of a verb, before anything is changed.
 *
 * @param action whether it starts a release or continues one
 * @param before the release state that a rollback returns to
 * @param isAutoscaled whether autoscalers keep pods of its sides while traffic moves
 * @param direction forward or rollback
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
  /** The operation of a plan: it starts, resumes or aborts a release. */
  public enum Operation {
    START,
    RESUME,
    ABORT
  }

  public Plan {
    steps = List.copyOf(steps);
  }

  /** Creates a plan that goes forward, for an app without autoscalers. */
  public Plan(String environment, String app, Verb verb, ReleaseState before, List<Step> steps) {
    this(environment, app, Operation.START, verb, before, steps, false, Direction.FORWARD);
  }

  /** Returns the title for users, such as {@code resume run 1.1.0}. */
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

  /** Returns the first step that moves traffic. */
  public Optional<Step> firstOfTraffic() {
    return steps.stream().filter(Step::isTraffic).findFirst();
  }

  /** Returns the release state at the end of the plan. */
  public ReleaseState after() {
    return steps.isEmpty() ? before : steps.get(steps.size() - 1).release();
  }

  /** Returns the verbs to suggest to users afterwards. */
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

  /**
   * Returns whether a side runs another version afterwards; an adoption changes nothing that runs.
   */
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

  /** Returns whether the verb is a rollback, also if it is resumed. */
  private boolean isRollback() {
    return verb instanceof Verb.Rollback;
  }

  /**
   * Returns the direction of a step: {@code ROLLBACK} from the step that moves the traffic back;
   * from there on, a failed step is retried, and nothing reverses the direction.
   */
  public Direction direction(Step step) {
    return isRollback() && !step.release().servesAs(before) ? Direction.ROLLBACK : direction;
  }

  /** Returns the longest time that the plan takes if no measurement is repeated. */
  public Duration timeout(Timeouts timeouts) {
    return steps.stream()
        .map(step -> timeouts.of(step, direction(step)))
        .reduce(Duration.ZERO, Duration::plus);
  }
}
