package rollouts.journal;

/** Another driver has taken over the lock of a release that this one was driving. */
public final class LockLostException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public LockLostException(String message) {
    super(message);
  }
}
