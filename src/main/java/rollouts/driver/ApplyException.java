package rollouts.driver;

import stacks.cluster.ClusterException;
import stacks.cluster.FailureCause;

/** A step could not be configured, committed or applied, or Pulumi cannot be used at all. */
public final class ApplyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final FailureCause because;

  public ApplyException(FailureCause because, String message) {
    super(message);
    this.because = because;
  }

  /** A failure that a retry does not help, such as one in the project's files. */
  public static ApplyException refused(RuntimeException e) {
    return new ApplyException(FailureCause.REFUSED, String.valueOf(e.getMessage()));
  }

  /** A question that the cluster did not answer. */
  public static ApplyException of(ClusterException e) {
    return new ApplyException(e.because(), String.valueOf(e.getMessage()));
  }

  public FailureCause because() {
    return because;
  }

  public boolean mayPass() {
    return because == FailureCause.UNREACHABLE;
  }

  boolean isConflict() {
    return because == FailureCause.CONFLICT;
  }

  public boolean isDenied() {
    return because == FailureCause.DENIED;
  }
}
