package environments;

import java.util.Optional;

/**
 * How {@code pulumi up} applies an environment.
 *
 * @param requireReviewed whether a release state is refused that {@code dist/} was not made with
 * @param applyUnreviewed why what {@code dist/} does not have may be applied, where it may
 * @param context of the kubeconfig; without one, the current context
 */
public record StackSettings(
    boolean requireReviewed, Optional<String> applyUnreviewed, Optional<String> context) {
  static String reason(String text) {
    if (text.isBlank()) {
      throw InvalidSpecException.of("Must say why, but is empty.");
    }
    return text;
  }
}
