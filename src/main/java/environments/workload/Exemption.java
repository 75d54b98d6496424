package environments.workload;

import environments.text.InvalidSpecException;
import environments.text.Suggestion;
import java.util.List;

/**
 * A check that an app may be exempt from, with a reason that becomes an annotation of the object
 * concerned.
 */
public enum Exemption {
  /** The version may have no digest, for registries that rebuild images under the same tag. */
  IMAGE_PINNED("image-pinned"),
  /** A Secret may be an environment variable, for programs that cannot read files. */
  SECRETS_AS_FILES("secrets-as-files"),
  /** Its Role may write ConfigMaps without naming them, or a release's journal. */
  RBAC_CONFIG_MAPS("rbac-config-maps");

  private static final List<String> NAMES =
      List.of("image-pinned", "secrets-as-files", "rbac-config-maps");

  private final String check;

  Exemption(String check) {
    this.check = check;
  }

  public static Exemption parse(String text) {
    for (var exemption : values()) {
      if (exemption.check.equals(text)) {
        return exemption;
      }
    }
    throw InvalidSpecException.of(
        "Unknown check, or apps cannot be exempt from it. " + Suggestion.sentence(text, NAMES));
  }

  /** Returns the name of the check. */
  public String check() {
    return check;
  }

  @Override
  public String toString() {
    return check;
  }
}
