package environments.text;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Recognizes secrets in places that anyone can read. */
public final class SecretLiterals {
  private static final List<String> NAMES =
      List.of(
          "secret",
          "passwd",
          "password",
          "passphrase",
          "token",
          "bearer",
          "credential",
          "privatekey",
          "apikey",
          "accesskey");

  /**
   * Parts of secrets. Only text that contains one of them is matched against whole secrets, which
   * takes longer.
   */
  private static final List<String> SIGNS =
      List.of("PRIVATE KEY", "AKIA", "eyJ", "://", "assw", "ASSW", "pwd", "Pwd", "PWD");

  /** {@code pass} occurs in too many words, and {@code PWD} alone names a folder. */
  private static final Pattern SHORT_NAME =
      Pattern.compile("(?i:(?:^|.*[_.-])(?:db|pg)?pass|.*[_.-]pwd)|.*[a-z]Pass");

  private static final Pattern VALUE =
      Pattern.compile(
          "-----BEGIN [A-Z ]*PRIVATE KEY-----|\\bAKIA[0-9A-Z]{16}\\b"
              + "|\\beyJ[A-Za-z0-9_-]{10,}\\.[A-Za-z0-9_-]{10,}\\.[A-Za-z0-9_-]{10,}"
              + "|://[^/\\s:@]*:[^/\\s:@]+@"
              + "|(?i:(?:^|[?&;\\s])(?:password|passwd|pwd)=)[\"']?[^&;\\s${%<*\"']");

  /**
   * Values that are not secret, although a name such as {@code TOKEN_FILE}, {@code MAX_TOKENS} or
   * {@code REFRESH_TOKEN} suggests it.
   */
  private static final Pattern PATH_NUMBER_OR_FLAG =
      Pattern.compile("/[A-Za-z0-9._/-]+|-?[0-9]{1,5}|true|false");

  private static final Pattern URL =
      Pattern.compile(
          "[A-Za-z][A-Za-z0-9+.:-]*://(?:[^\\s@?#/:]+|\\[[0-9a-fA-F:]+\\])(?::[0-9]+)?(?:/[^\\s@?#:]*)?"
              + "(?:\\?(?<query>[^\\s@#]*))?");

  /** URL parameters that grant access to anyone who knows the URL. */
  private static final Set<String> KEYS = Set.of("sig", "signature", "code", "key");

  private SecretLiterals() {}

  /** Returns whether a value looks like a secret, or could be one and has the name of a secret. */
  public static boolean isSecret(String name, String value) {
    return isSecretValue(value) || (isSecretName(name) && !isOpen(value));
  }

  public static boolean isSecretName(String name) {
    var letters = name.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "").replace(".", "");
    for (var word : NAMES) {
      if (letters.contains(word)) {
        return true;
      }
    }
    return SHORT_NAME.matcher(name).matches();
  }

  /**
   * Recognizes private keys, AWS access keys, JSON Web Tokens, URLs and connection strings with a
   * password, and random words.
   */
  public static boolean isSecretValue(String value) {
    return hasKnownForm(value) || RandomWords.hasOne(value);
  }

  /** Recognizes values that only describe a secret: paths, whole numbers, booleans and URLs. */
  private static boolean isOpen(String value) {
    return PATH_NUMBER_OR_FLAG.matcher(value).matches() || isOpenUrl(value);
  }

  private static boolean isOpenUrl(String value) {
    var url = URL.matcher(value);
    return url.matches() && (url.group("query") == null || isOpenQuery(url.group("query")));
  }

  private static boolean isOpenQuery(String query) {
    for (var parameter : query.split("[&;]", -1)) {
      var key = parameter.replaceFirst("=.*", "");
      if (isSecretName(key) || KEYS.contains(key.toLowerCase(Locale.ROOT))) {
        return false;
      }
    }
    return true;
  }

  private static boolean hasKnownForm(String value) {
    for (var sign : SIGNS) {
      if (value.contains(sign)) {
        return VALUE.matcher(value).find();
      }
    }
    return false;
  }
}
