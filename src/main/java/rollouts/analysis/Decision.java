package rollouts.analysis;

import java.time.Duration;

/** What follows from what was measured so far. */
public sealed interface Decision {
  /**
   * All is well, and the time is not over.
   *
   * @param until when to measure next, on the caller's clock
   */
  record Continue(Duration until) implements Decision {}

  /** The time is over, and all that decides has passed. */
  record Advance() implements Decision {}

  /**
   * The weight stays, for something has not passed.
   *
   * @param reason one line
   * @param until when to measure again, on the caller's clock
   */
  record Wait(String reason, Duration until) implements Decision {}

  /**
   * The weight stays, and a person has to say what follows.
   *
   * @param reason one line
   */
  record Stop(String reason) implements Decision {}

  /**
   * There is no way on.
   *
   * @param reason one line
   */
  record RollBack(String reason) implements Decision {}
}
