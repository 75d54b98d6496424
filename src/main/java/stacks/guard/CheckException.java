package stacks.guard;

/** A check has failed, so the update stops. The message is for users. */
public abstract class CheckException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String problem;

  /**
   * @param advice for a person who runs {@code pulumi up}, on its own line; a release knows
   *     itself what comes next
   */
  CheckException(String problem, String advice) {
    super(problem + "\n" + advice, null, false, false);
    this.problem = problem;
  }

  CheckException(String problem) {
    super(problem, null, false, false);
    this.problem = problem;
  }

  /** Returns the message without the advice. */
  public final String problem() {
    return problem;
  }
}
