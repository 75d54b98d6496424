package stacks;

/** The receiving side could not carry the traffic, or does not get it. The message is for users. */
final class GuardException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  GuardException(String message) {
    super(message, null, false, false);
  }
}
