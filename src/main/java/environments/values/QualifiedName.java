package environments.values;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A key of labels and annotations: {@code name}, or {@code dns.prefix/name}.
 *
 * @see <a
 *     href="https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set">Syntax
 *     and character set</a>
 */
public final class QualifiedName {
  public static final String RULE =
      "The key must be `name` or `dns.prefix/name`. The name has at most 63 letters, digits, `-`,"
          + " `_` and `.`, with a letter or digit at both ends; the prefix is a lower-case domain.";
  private static final Pattern FORM =
      Pattern.compile(
          "(?:(?=.{1,253}/)[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*/)?"
              + "[A-Za-z0-9](?:[A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?");

  private QualifiedName() {}

  public static boolean isValid(String text) {
    return FORM.matcher(text).matches();
  }

  /** Returns whether the prefix is one of these domains, or below one. */
  public static boolean isOf(String key, List<String> domains) {
    int slash = key.indexOf('/');
    if (slash < 0) {
      return false;
    }
    var prefix = key.substring(0, slash);
    for (var domain : domains) {
      if (prefix.equals(domain) || prefix.endsWith("." + domain)) {
        return true;
      }
    }
    return false;
  }
}
