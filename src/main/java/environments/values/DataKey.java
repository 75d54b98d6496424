package environments.values;

import environments.text.Ascii;

/** The name of a file in a ConfigMap or a Secret, by the rules of the API server. */
public final class DataKey {
  public static final String RULE =
      "must be 1 to 253 letters, digits, `-`, `_` and `.`, not `.`, and not begin with `..`";

  private DataKey() {}

  public static boolean isValid(String text) {
    return !text.isEmpty()
        && text.length() <= 253
        && !text.equals(".")
        && !text.startsWith("..")
        && Ascii.isMadeOf(text, "-_.");
  }
}
