package rollouts.journal;

import stacks.cluster.FailureCause;

/** The journal could not be read or written, so nothing may be changed. */
public final class JournalException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final FailureCause because;

  public JournalException(String message) {
    this(FailureCause.UNREACHABLE, message);
  }

  public JournalException(FailureCause because, String message) {
    super(message);
    this.because = because;
  }

  public FailureCause because() {
    return because;
  }

  /** Returns whether the user is not permitted to do it, for example with expired credentials. */
  public boolean isDenied() {
    return because == FailureCause.DENIED;
  }
}
