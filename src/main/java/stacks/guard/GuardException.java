package stacks.guard;

/** The receiving side cannot carry the traffic, or does not get it. The message is for users. */
public final class GuardException extends CheckException {
  private static final long serialVersionUID = 1L;

  public GuardException(String problem) {
    super(problem);
  }

  public GuardException(String problem, String advice) {
    super(problem, advice);
  }
}
