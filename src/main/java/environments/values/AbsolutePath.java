package environments.values;

import environments.text.Ascii;
import environments.text.Fault;
import environments.text.InvalidSpecException;

/**
 * A path inside a container: absolute, without {@code ..}, without a trailing slash, at most 255
 * characters.
 */
public record AbsolutePath(String value) {
  public AbsolutePath {
    if (value.length() > 255 || !isPath(value)) {
      throw InvalidSpecException.of(
          Fault.ofText(
              "Must be an absolute path inside the container without `..`, such as"
                  + " `/var/cache/app`",
              value));
    }
  }

  public static AbsolutePath parse(String text) {
    return new AbsolutePath(text);
  }

  private static boolean isPath(String text) {
    int slash = 0;
    while (slash < text.length() && text.charAt(slash) == '/') {
      int next = text.indexOf('/', slash + 1);
      int end = next < 0 ? text.length() : next;
      if (!isName(text.substring(slash + 1, end))) {
        return false;
      }
      slash = end;
    }
    return slash > 0 && slash == text.length();
  }

  private static boolean isName(String part) {
    return !part.isEmpty()
        && !part.equals(".")
        && !part.equals("..")
        && Ascii.isMadeOf(part, "._@+-");
  }

  /** Returns whether the paths are equal, or one is inside the other. */
  public boolean overlaps(AbsolutePath other) {
    return isWithin(other) || other.isWithin(this);
  }

  private boolean isWithin(AbsolutePath folder) {
    return value.equals(folder.value) || value.startsWith(folder.value + "/");
  }

  /**
   * Written out, like the hash: a record's own methods are generated at run time, which costs every
   * run some milliseconds.
   */
  @Override
  public boolean equals(Object other) {
    return other instanceof AbsolutePath that && value.equals(that.value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public String toString() {
    return value;
  }
}
