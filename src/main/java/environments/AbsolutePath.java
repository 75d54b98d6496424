package environments;

import java.util.regex.Pattern;

/** A path inside a container: absolute, without {@code ..}, without a trailing slash, at most 255 characters. */
public record AbsolutePath(String value) {
  private static final Pattern FORM = Pattern.compile("(?:/(?!\\.\\.?(?:/|$))[A-Za-z0-9._@+-]+)+");

  public AbsolutePath {
    if (value.length() > 255 || !FORM.matcher(value).matches()) {
      throw InvalidSpecException.of(
          "Must be an absolute path inside the container without `..`, such as `/var/cache/app`,"
              + " but is `"
              + value
              + "`.");
    }
  }

  public static AbsolutePath parse(String text) {
    return new AbsolutePath(text);
  }

  /** Whether one is the other, or lies inside it. */
  boolean overlaps(AbsolutePath other) {
    return isWithin(other) || other.isWithin(this);
  }

  private boolean isWithin(AbsolutePath folder) {
    return value.equals(folder.value) || value.startsWith(folder.value + "/");
  }

  /** Written out, like the hash: those of a record are made at run time, which costs every run some milliseconds. */
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
