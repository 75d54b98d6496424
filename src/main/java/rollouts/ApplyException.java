package rollouts;

import stacks.ClusterException;
import stacks.EditsException;

/** A step could not be configured, committed or brought to the cluster, or Pulumi cannot be used at all. */
public final class ApplyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Cause because;

  /** Whether trying again may help. */
  enum Cause {
    /** The cluster refuses it, or its pods do not become ready. */
    REFUSED,
    /** Something on the way did not answer, or is busy. */
    UNREACHABLE,
    /** Somebody else has set what is to be changed, and trying again changes nothing about it. */
    CONFLICT,
    /** The user may not do it, as with credentials that have expired: nothing is known of the version. */
    DENIED
  }

  ApplyException(Cause because, String message) {
    super(message);
    this.because = because;
  }

  /** What trying again does not help, such as the project's files. */
  static ApplyException refused(RuntimeException e) {
    return new ApplyException(Cause.REFUSED, String.valueOf(e.getMessage()));
  }

  /** What would undo what somebody has edited. */
  static ApplyException conflict(EditsException e) {
    return new ApplyException(Cause.CONFLICT, String.valueOf(e.getMessage()));
  }

  /** A question to the cluster that it did not answer. */
  static ApplyException of(ClusterException e) {
    return new ApplyException(
        e.isDenied() ? Cause.DENIED : Cause.UNREACHABLE, String.valueOf(e.getMessage()));
  }

  boolean mayPass() {
    return because == Cause.UNREACHABLE;
  }

  boolean isConflict() {
    return because == Cause.CONFLICT;
  }

  boolean isDenied() {
    return because == Cause.DENIED;
  }
}
