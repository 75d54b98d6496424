package environments;

import java.util.List;
import java.util.Optional;

/**
 * How {@code pulumi up} applies an environment.
 *
 * @param requireReviewed whether a release state is refused that {@code dist/} was not made with
 * @param applyUnreviewed why what {@code dist/} does not have may be applied, where it may
 * @param undoEdits why what somebody has edited in the cluster is undone, where it is
 * @param context of the kubeconfig; without one, the current context
 * @param cluster that it is applied to, whichever it was before; without one, the one that it was applied to first
 * @param secrets that are made for the apps, in the order of their namespaces and names
 */
public record StackSettings(
    boolean requireReviewed,
    Optional<String> applyUnreviewed,
    Optional<String> undoEdits,
    Optional<String> context,
    Optional<StackCluster> cluster,
    List<StackSecret> secrets) {
  public StackSettings {
    secrets = List.copyOf(secrets);
  }

  static String reason(String text) {
    if (text.isBlank()) {
      throw InvalidSpecException.of("Must say why, but is empty.");
    }
    return text;
  }
}
