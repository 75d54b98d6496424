package rollouts.analysis;

import java.time.Duration;

/** The decision that follows from the measurements so far. */
public sealed interface Decision {
  /**
   * All is well, and the period is not over.
   *
   * @param until when to measure next, by the caller's clock
   */
  record Continue(Duration until) implements Decision {}

  /** The period is over, and every metric that decides has passed. */
  record Advance() implements Decision {}

  /**
   * The weight stays the same, because a metric has not passed.
   *
   * @param reason one line
   * @param until when to measure again, by the caller's clock
   */
  record Wait(String reason, Duration until) implements Decision {}

  /**
   * The weight stays the same, and a person has to decide.
   *
   * @param reason one line
   */
  record Stop(String reason) implements Decision {}

  /**
   * The release must roll back.
   *
   * @param reason one line
   */
  record RollBack(String reason) implements Decision {}
}
