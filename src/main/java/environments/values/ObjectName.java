package environments.values;

import environments.text.Fault;
import environments.text.InvalidSpecException;
import java.util.regex.Pattern;

/**
 * The name of a Kubernetes object that is created elsewhere: at most 253 lower-case letters,
 * digits, {@code -} and dots.
 */
public record ObjectName(String value) {
  private static final Pattern FORM =
      Pattern.compile("[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*");

  public ObjectName {
    if (value.length() > 253 || !FORM.matcher(value).matches()) {
      throw InvalidSpecException.of(
          Fault.ofText(
              "Must be the name of a Kubernetes object (at most 253 lower-case letters, digits, `-`"
                  + " and dots)",
              value));
    }
  }

  public static ObjectName parse(String text) {
    return new ObjectName(text);
  }

  /**
   * Written out, like the hash: a record's own methods are generated at run time, which costs every
   * run some milliseconds.
   */
  @Override
  public boolean equals(Object other) {
    return other instanceof ObjectName that && value.equals(that.value);
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
