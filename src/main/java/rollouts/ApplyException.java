package rollouts;

import stacks.ClusterException;
import stacks.FailureCause;

/**
 * A step could not be configured, committed or brought to the cluster, or Pulumi cannot be used at
 * all.
 */
public final class ApplyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final FailureCause because;

  ApplyException(FailureCause because, String message) {
    super(message);
    this.because = because;
  }

  /** What trying again does not help, such as the project's files. */
  static ApplyException refused(RuntimeException e) {
    return new ApplyException(FailureCause.REFUSED, String.valueOf(e.getMessage()));
  }

  /** A question to the cluster that it did not answer. */
  static ApplyException of(ClusterException e) {
    return new ApplyException(e.because(), String.valueOf(e.getMessage()));
  }

  FailureCause because() {
    return because;
  }

  boolean mayPass() {
    return because == FailureCause.UNREACHABLE;
  }

  boolean isConflict() {
    return because == FailureCause.CONFLICT;
  }

  boolean isDenied() {
    return because == FailureCause.DENIED;
  }
}
