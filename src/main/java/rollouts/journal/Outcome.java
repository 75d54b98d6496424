package rollouts.journal;

/** How a release ended, or why it is unfinished. */
public enum Outcome {
  /** All steps are done. */
  DONE,
  /** The release failed, and the previous state is restored. */
  ROLLED_BACK,
  /** The release waits for a decision, or was interrupted. */
  PAUSED,
  /** The rollback failed, too: a person has to act. */
  STUCK;

  /** Returns the name in journals. */
  public String journaled() {
    return this == PAUSED ? "HELD" : name();
  }
}
