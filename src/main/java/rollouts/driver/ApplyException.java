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

  /** Returns a failure that a retry does not fix, such as an error in the project's files. */
  public static ApplyException refused(RuntimeException e) {
    return new ApplyException(FailureCause.REFUSED, String.valueOf(e.getMessage()));
  }

  /** Returns the failure of a request to the cluster, with its cause. */
  public static ApplyException of(ClusterException e) {
    return new ApplyException(e.because(), String.valueOf(e.getMessage()));
  }

  public FailureCause because() {
    return because;
  }

  /** Returns whether a retry may succeed. */
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
