package stacks.guard;

/** Where traffic goes. */
public enum Direction {
  /** To a side that has yet to prove itself. */
  FORWARD,
  /**
   * To what has served before: the stable track or the active color, which gets requests back that
   * it has shared; and in a release that goes back, whatever side that is. A side that has fewer
   * pods than it should is better than one that fails.
   */
  ROLLBACK,
  /**
   * Nowhere: what is in the cluster is configured as it is, so that there is nothing to wait for.
   */
  NONE
}
