package rollouts.plan;

/**
 * A verb cannot begin because of the release state, the files, permissions or the cluster. Nothing
 * was changed.
 */
public final class PlanException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public PlanException(String message) {
    super(message);
  }
}
