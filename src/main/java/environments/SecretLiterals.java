package environments;

import java.util.regex.Pattern;

/** Recognizes secrets that were written where everybody can read them. */
final class SecretLiterals {
  private static final Pattern NAME =
      Pattern.compile(
          "(?i).*(?:secret|passwd|password|passphrase|token|bearer|credential|private[_.-]?key|api[_.-]?key|access[_.-]?key).*");
  private static final Pattern VALUE =
      Pattern.compile(
          "(?s).*(?:-----BEGIN [A-Z ]*PRIVATE KEY-----|\\bAKIA[0-9A-Z]{16}\\b"
              + "|\\beyJ[A-Za-z0-9_-]{10,}\\.[A-Za-z0-9_-]{10,}\\.[A-Za-z0-9_-]{10,}|://[^/\\s:@]+:[^/\\s:@]+@).*");

  private SecretLiterals() {}

  static boolean isSecretName(String name) {
    return NAME.matcher(name).matches();
  }

  /** A private key, an AWS access key, a JSON Web Token, or a URL with a password. */
  static boolean isSecretValue(String value) {
    return VALUE.matcher(value).matches();
  }
}
