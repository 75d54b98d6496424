package rollouts;

/** Somebody else has taken the release over while it was this driver's. */
public final class OvertakenException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  OvertakenException(String message) {
    super(message);
  }
}
