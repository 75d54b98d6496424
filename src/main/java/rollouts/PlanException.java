package rollouts;

/** A verb that the app's release state, or what it is, does not allow: a user's mistake. */
public final class PlanException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  PlanException(String message) {
    super(message);
  }
}
