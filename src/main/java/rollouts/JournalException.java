package rollouts;

/** The journal could not be read or written, so nothing may be changed. */
public final class JournalException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean denied;

  JournalException(String message) {
    this(message, false);
  }

  JournalException(String message, boolean denied) {
    super(message);
    this.denied = denied;
  }

  /** Whether the user may not do it, as with credentials that have expired. */
  boolean isDenied() {
    return denied;
  }
}
