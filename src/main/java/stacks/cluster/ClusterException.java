package stacks.cluster;

/** The Kubernetes API refused a question, or could not be asked. The message is for users. */
public final class ClusterException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final FailureCause because;

  public ClusterException(String message) {
    this(FailureCause.UNREACHABLE, message);
  }

  public ClusterException(FailureCause because, String message) {
    super(message, null, false, false);
    this.because = because;
  }

  public FailureCause because() {
    return because;
  }

  /** Whether the user may not ask, as with credentials that have expired. */
  public boolean isDenied() {
    return because == FailureCause.DENIED;
  }
}
