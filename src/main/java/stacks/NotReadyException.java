package stacks;

/** A Deployment does not become what its manifest asks for. The message is for users. */
final class NotReadyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NotReadyException(String message) {
    super(message, null, false, false);
  }
}
