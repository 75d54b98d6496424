package stacks.cluster;

import java.net.HttpURLConnection;

/**
 * The cause of a failure, which decides whether a retry may help. If several things fail at once,
 * the last of these values counts.
 */
public enum FailureCause {
  /** The cluster refuses it, or its pods do not become ready. */
  REFUSED,
  /** Something did not answer, or is busy. */
  UNREACHABLE,
  /** Someone else has set a field that is to change; a retry does not help. */
  CONFLICT,
  /**
   * The user is not permitted to do it, for example with expired credentials; it says nothing about
   * the version.
   */
  DENIED;

  /**
   * Returns the cause of a failed request to the Kubernetes API.
   *
   * @param status of the response; 0 if there was none
   */
  public static FailureCause ofStatus(int status) {
    return status == HttpURLConnection.HTTP_UNAUTHORIZED
            || status == HttpURLConnection.HTTP_FORBIDDEN
        ? DENIED
        : UNREACHABLE;
  }
}
