package stacks.guard;

/** What was applied is not as it must be to go on. The message is for users. */
public abstract class CheckException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String problem;

  /**
   * @param advice for who runs {@code pulumi up}, on a line of its own; a release knows itself what
   *     comes next
   */
  CheckException(String problem, String advice) {
    super(problem + "\n" + advice, null, false, false);
    this.problem = problem;
  }

  CheckException(String problem) {
    super(problem, null, false, false);
    this.problem = problem;
  }

  /** Without the advice. */
  public final String problem() {
    return problem;
  }
}
