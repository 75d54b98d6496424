package environments;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The version of an image: a tag that is not {@code latest}, and the digest that pins it, such as {@code 1.4.2@sha256:...}.
 */
public record Version(String tag, Optional<String> digest) {
  private static final Pattern TAG =
      Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?");
  private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");

  public Version {
    Rules.check()
        .that(TAG.matcher(tag).matches(), "", () -> tagRule(tag))
        .that(
            !tag.equals("latest"),
            "",
            () -> "Must be a tag that stays what it is, but is `latest`; name the version.")
        .that(
            digest.isEmpty() || DIGEST.matcher(digest.get()).matches(),
            "",
            () ->
                "The digest must be `sha256:` and 64 hexadecimal digits, but is `"
                    + digest.get()
                    + "`.")
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

  /** Stricter than a registry: the tag is the value of a label, too. */
  private static String tagRule(String tag) {
    return "Must be a tag (1 to 63 letters, digits, `_`, `.` and `-`, with a letter or digit at"
        + " both ends), with a digest behind `@` where it has one, but is `"
        + tag
        + "`.";
  }
}
