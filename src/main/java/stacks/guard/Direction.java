package stacks.guard;

/** The direction of traffic. */
public enum Direction {
  /** To a side that has yet to prove itself. */
  FORWARD,
  /**
   * To a version that has served before: the stable track or the active color, when it gets back
   * traffic that it shared; or, in a release that rolls back, any side. Too few pods are better
   * than failing ones.
   */
  ROLLBACK,
  /**
   * No traffic moves: the live state becomes the configuration, and there is nothing to wait for.
   */
  NONE
}
