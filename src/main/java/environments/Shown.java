package environments;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What of the user's text messages may show. */
public final class Shown {
  /** What is said of a value that could be a secret. */
  static final String HIDDEN = "a value that looks like a secret";

  private Shown() {}

  /** The value in code quotes, or, where it could be a secret, only that it is not shown. */
  public static String value(String key, String text) {
    return isSecret(key, text) ? HIDDEN : YamlProblems.quoted(text);
  }

  /** Many letters of other alphabets look like those that names are made of. */
  static String stranger(String text) {
    int index = 0;
    while (index < text.length() && text.charAt(index) < 0x80) {
      index++;
    }
    return index == text.length() ? "" : stranger(text.codePointAt(index));
  }

  private static String stranger(int c) {
    var codePoint = YamlProblems.codePoint(c);
    return Character.isLetter(c)
        ? " `" + Character.toString(c) + "` is " + codePoint + ", no letter from `a` to `z`."
        : " It has the character " + codePoint + ".";
  }

  /** A name is shown in the key path anyway. */
  static boolean isSecret(String key, String text) {
    return (SecretLiterals.isSecretName(key) && !key.equals(text))
        || SecretLiterals.isSecretValue(text);
  }

  /** On one line, without anything that a terminal would obey, and without secrets. */
  static String line(String message) {
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
