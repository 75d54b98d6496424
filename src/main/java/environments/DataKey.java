package environments;

/** The name of a file in a ConfigMap or a Secret, as the API server takes it. */
final class DataKey {
  static final String RULE =
      "must be 1 to 253 letters, digits, `-`, `_` and `.`, not `.`, and not begin with `..`";

  private DataKey() {}

  static boolean isValid(String text) {
    return !text.isEmpty()
        && text.length() <= 253
        && !text.equals(".")
        && !text.startsWith("..")
        && Ascii.isMadeOf(text, "-_.");
  }
}
