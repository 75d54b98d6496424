package rollouts.journal;

/** Another driver has the lock of the app's release. */
public final class ReleaseLockedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ReleaseLockedException(String message) {
    super(message);
  }
}
