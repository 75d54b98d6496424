package rollouts.journal;

/** How a release ended, or why it has not. */
public enum Outcome {
  /** All steps are done. */
  DONE,
  /** The release failed, and what was before it is back. */
  ROLLED_BACK,
  /** It waits: somebody has to decide, or interrupted it. */
  PAUSED,
  /** The way back failed, too: somebody has to look. */
  STUCK;

  /** Its name in journals. */
  public String journaled() {
    return this == PAUSED ? "HELD" : name();
  }
}
