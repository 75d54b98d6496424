package environments.text;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Decides how much of the user's text messages may show. */
public final class Redaction {
  /** Shown instead of a value that could be a secret. */
  static final String HIDDEN = "a value that looks like a secret";

  private static final int LONGEST_QUOTE = 60;

  private Redaction() {}

  /** Returns the user's text in backticks: on one line, shortened, without control sequences. */
  public static String quoted(String text) {
    return "`" + shown(text) + "`";
  }

  public static String shown(String text) {
    return isSimple(text) ? text : abbreviated(text);
  }

  private static boolean isSimple(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
        return false;
      }
    }
    return text.length() <= LONGEST_QUOTE;
  }

  private static String abbreviated(String text) {
    var shown = new StringBuilder();
    int index = 0;
    for (int count = 0; index < text.length() && count < LONGEST_QUOTE; count++) {
      int c = text.codePointAt(index);
      if (Visible.isVisible(c)) {
        shown.appendCodePoint(c);
      } else {
        Visible.escape(c, shown);
      }
      index += Character.charCount(c);
    }
    return index < text.length() ? shown.append("...").toString() : shown.toString();
  }

  /** Returns a form such as {@code U+0007}. */
  public static String codePoint(int c) {
    return String.format("U+%04X", c);
  }

  /** Returns the value in backticks, or a placeholder if it could be a secret. */
  public static String value(String key, String text) {
    return isSecret(key, text) ? HIDDEN : quoted(text);
  }

  /** Names the first non-ASCII character: letters of other alphabets may look like ASCII ones. */
  static String stranger(String text) {
    int index = 0;
    while (index < text.length() && text.charAt(index) < 0x80) {
      index++;
    }
    return index == text.length() ? "" : stranger(text.codePointAt(index));
  }

  private static String stranger(int c) {
    var codePoint = codePoint(c);
    return Character.isLetter(c)
        ? " `" + Character.toString(c) + "` is " + codePoint + ", not a letter from `a` to `z`."
        : " It has the character " + codePoint + ".";
  }

  /** A text that equals its key is not hidden: messages show the key anyway. */
  public static boolean isSecret(String key, String text) {
    return (SecretLiterals.isSecretName(key) && !key.equals(text))
        || SecretLiterals.isSecretValue(text);
  }

  /** Returns the message on one line, without control sequences or secrets. */
  public static String line(String message) {
    var line = Visible.line(message);
    return SecretLiterals.isSecretValue(message) ? withoutSecrets(line) : line;
  }

  private static String withoutSecrets(String message) {
    return Pattern.compile("`[^`]*`")
        .matcher(message)
        .replaceAll(
            quoted ->
                SecretLiterals.isSecretValue(quoted.group())
                    ? HIDDEN
                    : Matcher.quoteReplacement(quoted.group()));
  }
}
