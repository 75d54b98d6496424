package stacks.cluster;

import environments.text.SecretMask;
import environments.text.Visible;
import java.util.regex.Pattern;

/**
 * Text from a cluster, or from a program that asks one, made safe to show and to store: on one
 * line, without secrets, of limited length, and without sequences that a terminal or a CI log
 * interprets. All such text passes through this class.
 */
public final class TerminalText {
  private static final int LONGEST = 2000;

  /** The length in which secrets are searched; text beyond it is not shown. */
  private static final int LONGEST_READ = 8 * LONGEST;

  private static final Pattern BREAKS = Pattern.compile(" *+[\\v\\t]\\s*+");

  private static final Pattern LAST_WORD = Pattern.compile("\\S*+\\z");

  private TerminalText() {}

  public static String of(String text) {
    var masked = SecretMask.of(whole(text, LONGEST_READ));
    return beginning(Visible.line(BREAKS.matcher(masked.strip()).replaceAll(" ")), LONGEST);
  }

  /**
   * Returns why something failed; an exception without a message, such as a timeout, has a cause
   * that says more.
   */
  public static String of(Throwable failure) {
    var cause = failure;
    while (cause.getMessage() == null && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return of(cause.getMessage() == null ? cause.toString() : cause.getMessage());
  }

  /** Returns its beginning if it is longer than that. */
  public static String beginning(String text, int longest) {
    return text.length() > longest ? text.substring(0, end(text, longest)) + " ..." : text;
  }

  /** Returns its beginning without the word that was cut: half a secret does not look like one. */
  static String whole(String text, int longest) {
    return text.length() > longest
        ? LAST_WORD.matcher(text.substring(0, longest)).replaceFirst("")
        : text;
  }

  /** Does not cut a character in half. */
  private static int end(String text, int longest) {
    return Character.isHighSurrogate(text.charAt(longest - 1)) ? longest - 1 : longest;
  }
}
