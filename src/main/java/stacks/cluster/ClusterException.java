package stacks.cluster;

/** The Kubernetes API refused a request, or could not be reached. The message is for users. */
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

  /** Returns whether the user is not permitted, for example with expired credentials. */
  public boolean isDenied() {
    return because == FailureCause.DENIED;
  }
}
