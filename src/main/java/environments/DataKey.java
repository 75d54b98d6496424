package environments;

/** The name of a file in a ConfigMap or a Secret, as the API server takes it. */
final class DataKey {
  static final String RULE =
      "must be 1 to 253 letters, digits, `-`, `_` and `.`, not `.`, and not begin with `..`";

  private DataKey() {}

  static boolean isValid(String text) {
    if (text.isEmpty() || text.length() > 253 || text.equals(".") || text.startsWith("..")) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (!isAllowed(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isAllowed(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || "-_.".indexOf(c) >= 0;
  }
}
