package environments;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What of the user's text messages may show. */
public final class Shown {
  private Shown() {}

  /** The value in code quotes, or, where it could be a secret, only that it is not shown. */
  public static String value(String key, String text) {
    return isSecret(key, text) ? "a value that looks like a secret" : YamlProblems.quoted(text);
  }

  /** A message of the model, which has the text in it, or a part of it. */
  static String message(String key, String text, String message) {
    if (isSecret(key, text)) {
      int shown = message.indexOf(", but is `");
      return (shown < 0 ? "Must be something else" : message.substring(0, shown))
          + ", but is a value that looks like a secret.";
    }
    var shown = YamlProblems.shown(text);
    var named =
        message.replace("but is ``.", "but is empty.").replace("but is ``;", "but is empty;");
    return (shown.equals(text) ? named : named.replace(text, shown)) + stranger(text);
  }

  /** Many letters of other alphabets look like those that names are made of. */
  private static String stranger(String text) {
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
                    ? "a value that looks like a secret"
                    : Matcher.quoteReplacement(quoted.group()));
  }
}
