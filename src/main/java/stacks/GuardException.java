package stacks;

/** The receiving side could not carry the traffic, or does not get it. The message is for users. */
final class GuardException extends CheckException {
  private static final long serialVersionUID = 1L;

  GuardException(String problem) {
    super(problem);
  }

  GuardException(String problem, String advice) {
    super(problem, advice);
  }
}
