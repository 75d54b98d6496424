package stacks.cluster;

import environments.text.SecretMask;
import environments.text.Visible;
import java.util.regex.Pattern;

/**
 * What a cluster, or a program that asks one, has said, as it is shown and kept: on one line,
 * without secrets, no longer than a person reads, and nothing that a terminal or the log of a CI
 * system obeys. Whatever enters from there goes through this.
 */
public final class TerminalText {
  private static final int LONGEST = 2000;

  /** Of which secrets are looked for: beyond it nothing is shown. */
  private static final int LONGEST_READ = 8 * LONGEST;

  private static final Pattern BREAKS = Pattern.compile(" *+[\\v\\t]\\s*+");

  private static final Pattern LAST_WORD = Pattern.compile("\\S*+\\z");

  private TerminalText() {}

  public static String of(String text) {
    var masked = SecretMask.of(whole(text, LONGEST_READ));
    return beginning(Visible.line(BREAKS.matcher(masked.strip()).replaceAll(" ")), LONGEST);
  }

  /** Why something failed; what has no message, such as a timeout, has a cause that says more. */
  public static String of(Throwable failure) {
    var cause = failure;
    while (cause.getMessage() == null && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return of(cause.getMessage() == null ? cause.toString() : cause.getMessage());
  }

  /** Its beginning, where it is longer than that. */
  public static String beginning(String text, int longest) {
    return text.length() > longest ? text.substring(0, end(text, longest)) + " ..." : text;
  }

  /** Its beginning without the word that was cut: half a secret does not look like one. */
  static String whole(String text, int longest) {
    return text.length() > longest
        ? LAST_WORD.matcher(text.substring(0, longest)).replaceFirst("")
        : text;
  }

  /** Not in the middle of a character. */
  private static int end(String text, int longest) {
    return Character.isHighSurrogate(text.charAt(longest - 1)) ? longest - 1 : longest;
  }
}
