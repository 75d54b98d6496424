package rollouts.plan;

/**
 * Why a verb does not begin: the release state, the files, rights or the cluster do not allow it.
 * Nothing was changed.
 */
public final class PlanException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public PlanException(String message) {
    super(message);
  }
}
