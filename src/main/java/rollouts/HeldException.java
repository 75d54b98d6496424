package rollouts;

/** Somebody else releases the app. */
public final class HeldException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  HeldException(String message) {
    super(message);
  }
}
