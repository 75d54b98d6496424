package environments.text;

import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Masks secrets in text from elsewhere, such as the log of a crashed pod, by the rules for secrets
 * in files. Masks too much rather than too little if the end of a secret is unclear.
 */
public final class SecretMask {
  private static final String MASK = "***";

  /** Also matches a key in a log whose first or last lines are missing. */
  private static final Pattern PRIVATE_KEY =
      Pattern.compile(
          "-----BEGIN [A-Z ]*PRIVATE KEY-----(?s:.*?)(?:-----END [A-Z ]*PRIVATE KEY-----|\\z)"
              + "|(?<![A-Za-z0-9+/=\\s])[A-Za-z0-9+/=\\s]*+-----END [A-Z ]*PRIVATE KEY-----");

  /**
   * Matches up to the last {@code @} of the word, since passwords in logs contain characters that
   * URLs must not.
   */
  private static final Pattern URL_PASSWORD =
      Pattern.compile("(?<before>://[^/\\s:@]*+:)(?![0-9]{1,5}+[/?])\\S*(?=@)");

  private static final Pattern AUTHORIZATION =
      Pattern.compile(
          "(?i)(?<before>\\bauthorization[\"']?+[ \\t]*+[:=][ \\t]*+)[\"']?+"
              + "(?:(?:bearer|basic|digest|negotiate|token|apikey)[ \\t]++)?+[^\\s\"']++"
              + "|(?<scheme>\\b(?:bearer|basic)[ \\t]++)[A-Za-z0-9._~+/-]{16,}+=*+");

  private static final Pattern TOKEN =
      Pattern.compile(
          "\\bAKIA[0-9A-Z]{16}\\b"
              + "|\\beyJ[A-Za-z0-9_-]{10,}+\\.[A-Za-z0-9_-]{10,}+(?:\\.[A-Za-z0-9_-]*+)?+");

  private static final Pattern WORD = Pattern.compile("[A-Za-z0-9+/_-]{32,}+");

  /** A quote in JSON, which may be nested in JSON. */
  private static final String QUOTE = "\\\\?+[\"']";

  private static final String SPACE = "[ \\t]";

  /** A colon that does not follow such a name separates an image and its tag, or host and port. */
  private static final String NAME_OF_SECRET =
      "(?<=(?i:password|passwd|passphrase|secret|token|credentials?|key|pass|pwd)):"
          + "(?![/:]|v?[0-9]++(?:[.:/\"'\\s]|$))";

  /**
   * The beginning of a value: {@code name=}, {@code name: }, {@code "name":}, {@code password:} and
   * {@code --name }.
   */
  private static final Pattern NAME =
      Pattern.compile(
          "(?<![A-Za-z0-9_.-])(?<name>[A-Za-z0-9_.-]++)"
              + ("(?:(?:" + QUOTE + "|[\\])])?+")
              + ("(?:" + SPACE + "*+=>?+" + SPACE + "*+|:" + SPACE + "++")
              + ("|" + SPACE + "*+:" + SPACE + "*+(?=" + QUOTE + "))")
              + ("|" + QUOTE + ":|" + NAME_OF_SECRET)
              + ("|(?<=--[A-Za-z0-9_.-]{1,40})" + SPACE + "++(?!-))"));

  /** Placeholders for secrets, which reveal nothing. */
  private static final Pattern NOTHING =
      Pattern.compile("(?i)null|nil|none|undefined|missing|empty|<[a-z]++>|\\*++");

  private SecretMask() {}

  /** Replaces everything that could be a secret with {@code ***}. */
  public static String of(String text) {
    var masked = PRIVATE_KEY.matcher(text).replaceAll(MASK);
    masked = URL_PASSWORD.matcher(masked).replaceAll("${before}" + MASK);
    masked = authorizations(masked);
    masked = values(masked);
    masked = TOKEN.matcher(masked).replaceAll(MASK);
    return words(masked, RandomWords::hasOne);
  }

  private static String authorizations(String text) {
    return AUTHORIZATION
        .matcher(text)
        .replaceAll(
            found -> {
              var before = found.group(1) == null ? found.group(2) : found.group(1);
              return Matcher.quoteReplacement(before + MASK);
            });
  }

  private static String words(String text, Predicate<String> isSecret) {
    return WORD.matcher(text)
        .replaceAll(
            found -> isSecret.test(found.group()) ? MASK : Matcher.quoteReplacement(found.group()));
  }

  private static String values(String text) {
    var masked = new StringBuilder();
    var names = NAME.matcher(text);
    int copied = 0;
    int from = 0;
    while (names.find(from)) {
      from = names.end();
      var name = names.group("name");
      var value = isName(name) ? value(text, from) : "";
      if (isSecret(name, value)) {
        masked.append(text, copied, from).append(MASK);
        from += value.length();
        copied = from;
      }
    }
    return masked.append(text, copied, text.length()).toString();
  }

  /**
   * In contrast to names in files, {@code pwd} counts, too; a folder as its value is not masked.
   */
  private static boolean isName(String name) {
    return SecretLiterals.isSecretName(name) || name.equalsIgnoreCase("pwd");
  }

  private static boolean isSecret(String name, String value) {
    var text = bare(value);
    return !text.isEmpty()
        && !NOTHING.matcher(text).matches()
        && SecretLiterals.isSecret(name.equalsIgnoreCase("pwd") ? "password" : name, text);
  }

  /** Removes quotes, and the punctuation of a sentence or of JSON after the value. */
  private static String bare(String value) {
    int start = 0;
    int end = value.length();
    while (start < end && "\\\"'".indexOf(value.charAt(start)) >= 0) {
      start++;
    }
    while (start < end && "\\\"',;.)]}".indexOf(value.charAt(end - 1)) >= 0) {
      end--;
    }
    return value.substring(start, end);
  }

  /** Returns the text up to the closing quote, or up to white space if it has no quotes. */
  private static String value(String text, int start) {
    int quote = start < text.length() && text.charAt(start) == '\\' ? start + 1 : start;
    if (quote < text.length() && "\"'".indexOf(text.charAt(quote)) >= 0) {
      return text.substring(start, closing(text, quote));
    }
    int end = start;
    while (end < text.length() && !Character.isWhitespace(text.charAt(end))) {
      end++;
    }
    return text.substring(start, end);
  }

  /**
   * Returns the position after the next quote that is escaped like the opening one, or the end of
   * the line if there is none.
   */
  private static int closing(String text, int opening) {
    boolean isEscaped = opening > 0 && text.charAt(opening - 1) == '\\';
    for (int i = opening + 1; i < text.length(); i++) {
      if (text.charAt(i) == '\n') {
        return i;
      }
      if (text.charAt(i) == text.charAt(opening) && (text.charAt(i - 1) == '\\') == isEscaped) {
        return i + 1;
      }
    }
    return text.length();
  }
}
