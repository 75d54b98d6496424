package stacks.cluster;

import java.net.HttpURLConnection;

/**
 * Why something failed, and so whether trying again may help. Where several things fail at once,
 * the later of these decides.
 */
public enum FailureCause {
  /** The cluster refuses it, or its pods do not become ready. */
  REFUSED,
  /** Something on the way did not answer, or is busy. */
  UNREACHABLE,
  /** Somebody else has set what is to be changed, and trying again changes nothing about it. */
  CONFLICT,
  /**
   * The user may not do it, as with credentials that have expired: nothing is known of the version.
   */
  DENIED;

  /**
   * Of a question to the Kubernetes API that got no answer.
   *
   * @param status that the API gave instead; 0 if it gave none
   */
  public static FailureCause ofStatus(int status) {
    return status == HttpURLConnection.HTTP_UNAUTHORIZED
            || status == HttpURLConnection.HTTP_FORBIDDEN
        ? DENIED
        : UNREACHABLE;
  }
}
