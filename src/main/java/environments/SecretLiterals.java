package environments;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Recognizes secrets that were written where everybody can read them. */
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

  /** How a secret begins; only behind that is the whole of it looked for, which takes longer. */
  private static final List<String> SIGNS = List.of("PRIVATE KEY", "AKIA", "eyJ", "://");

  private static final Pattern VALUE =
      Pattern.compile(
          "-----BEGIN [A-Z ]*PRIVATE KEY-----|\\bAKIA[0-9A-Z]{16}\\b"
              + "|\\beyJ[A-Za-z0-9_-]{10,}\\.[A-Za-z0-9_-]{10,}\\.[A-Za-z0-9_-]{10,}"
              + "|://[^/\\s:@]+:[^/\\s:@]+@");

  private SecretLiterals() {}

  public static boolean isSecretName(String name) {
    var letters = name.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "").replace(".", "");
    for (var word : NAMES) {
      if (letters.contains(word)) {
        return true;
      }
    }
    return false;
  }

  /** A private key, an AWS access key, a JSON Web Token, a URL with a password, or a word of random letters. */
  public static boolean isSecretValue(String value) {
    return hasKnownForm(value) || RandomWords.hasOne(value);
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
