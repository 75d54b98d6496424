package environments.values;

import environments.text.Ascii;
import environments.text.Fault;
import environments.text.Rules;
import java.util.Optional;

/**
 * The version of an image: a tag other than {@code latest}, and optionally the digest that pins it,
 * such as {@code 1.4.2@sha256:...}.
 */
public record Version(String tag, Optional<String> digest) {
  private static final String ALGORITHM = "sha256:";

  public Version {
    Rules.check()
        .value(isTag(tag), "", () -> tagRule(tag))
        .value(
            !tag.equalsIgnoreCase("latest"),
            "",
            () -> Fault.ofText("Must be a tag that does not move, such as `1.4.2`", tag))
        .value(
            digest.isEmpty() || isDigest(digest.get()),
            "",
            () ->
                Fault.ofText(
                        "The digest must be `sha256:` followed by 64 lower-case hexadecimal digits",
                        digest.get())
                    .withFix("; copy it from the registry."))
        .enforce();
  }

  public static Version parse(String text) {
    int at = text.indexOf('@');
    return at < 0
        ? new Version(text, Optional.empty())
        : new Version(text.substring(0, at), Optional.of(text.substring(at + 1)));
  }

  @Override
  public String toString() {
    return digest.isPresent() ? tag + "@" + digest.get() : tag;
  }

  private static boolean isTag(String text) {
    return !text.isEmpty()
        && text.length() <= 63
        && Ascii.isLetterOrDigit(text.charAt(0))
        && Ascii.isLetterOrDigit(text.charAt(text.length() - 1))
        && Ascii.isMadeOf(text, "_.-");
  }

  private static boolean isDigest(String text) {
    if (!text.startsWith(ALGORITHM) || text.length() != ALGORITHM.length() + 64) {
      return false;
    }
    for (int i = ALGORITHM.length(); i < text.length(); i++) {
      char c = text.charAt(i);
      if (!Ascii.isDigit(c) && (c < 'a' || c > 'f')) {
        return false;
      }
    }
    return true;
  }

  /** Stricter than a registry, since the tag is also the value of a label. */
  private static Fault tagRule(String tag) {
    return Fault.ofText(
        "Must be a tag (1 to 63 letters, digits, `_`, `.` and `-`, with a letter or digit at both"
            + " ends), optionally with a digest after `@`",
        tag);
  }
}
