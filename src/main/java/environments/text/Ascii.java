package environments.text;

/** Classifies the ASCII characters of names in Kubernetes, independently of the locale. */
public final class Ascii {
  private Ascii() {}

  public static boolean isLowerCase(char c) {
    return c >= 'a' && c <= 'z';
  }

  public static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  public static boolean isLetterOrDigit(char c) {
    return isLowerCase(c) || isDigit(c) || (c >= 'A' && c <= 'Z');
  }

  public static boolean isDigits(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!isDigit(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  /** Returns whether all characters are letters, digits, or among {@code others}. */
  public static boolean isMadeOf(String text, String others) {
    for (int i = 0; i < text.length(); i++) {
      if (!isLetterOrDigit(text.charAt(i)) && others.indexOf(text.charAt(i)) < 0) {
        return false;
      }
    }
    return true;
  }
}
