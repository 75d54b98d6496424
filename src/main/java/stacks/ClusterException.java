package stacks;

import java.net.HttpURLConnection;

/** The Kubernetes API refused a question, or could not be asked. The message is for users. */
public final class ClusterException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean denied;

  public ClusterException(String message) {
    this(message, false);
  }

  public ClusterException(String message, boolean denied) {
    super(message, null, false, false);
    this.denied = denied;
  }

  /** Whether the user may not ask, as with credentials that have expired. */
  public boolean isDenied() {
    return denied;
  }

  /**
   * @param status of an answer
   */
  public static boolean isDenied(int status) {
    return status == HttpURLConnection.HTTP_UNAUTHORIZED
        || status == HttpURLConnection.HTTP_FORBIDDEN;
  }
}
