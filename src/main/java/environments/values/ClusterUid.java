package environments.values;

import environments.text.Ascii;
import environments.text.Fault;
import environments.text.InvalidSpecException;
import java.util.List;
import java.util.Optional;

/**
 * Identifies a cluster, whatever contexts are called: the UID of its Namespace {@code kube-system}.
 */
public record ClusterUid(String value) {
  private static final int LENGTH = 36;
  private static final List<Integer> DASHES = List.of(8, 13, 18, 23);

  public ClusterUid {
    if (!isUid(value)) {
      throw InvalidSpecException.of(
          Fault.ofText(
              "Must be the UID of the cluster's Namespace `kube-system` (`kubectl get namespace"
                  + " kube-system -o jsonpath='{.metadata.uid}'`)",
              value));
    }
  }

  public static ClusterUid parse(String text) {
    return new ClusterUid(text);
  }

  /** Empty if the text is not a UID; it may come from a stored state or a cluster. */
  public static Optional<ClusterUid> find(String text) {
    return isUid(text) ? Optional.of(new ClusterUid(text)) : Optional.empty();
  }

  private static boolean isUid(String text) {
    boolean holds = text.length() == LENGTH;
    for (int i = 0; holds && i < LENGTH; i++) {
      char c = text.charAt(i);
      holds = DASHES.contains(i) ? c == '-' : Ascii.isDigit(c) || (c >= 'a' && c <= 'f');
    }
    return holds;
  }

  @Override
  public String toString() {
    return value;
  }
}
