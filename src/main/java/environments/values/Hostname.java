package environments.values;

import environments.text.Fault;
import environments.text.InvalidSpecException;
import java.util.regex.Pattern;

/**
 * A host name of a route, by the rules of Gateway API: a lower-case DNS name, optionally after
 * {@code *.}.
 */
public record Hostname(String value) {
  private static final Pattern FORM =
      Pattern.compile(
          "(?:\\*\\.)?[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
              + "(?:\\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*");

  public Hostname {
    if (value.length() > 253 || !FORM.matcher(value).matches() || value.matches("[0-9.]+")) {
      throw InvalidSpecException.of(
          Fault.ofText(
              "Must be a host name such as `shop.example` or `*.shop.example`, without port or"
                  + " path, at most 253 characters long, with at most 63 between dots",
              value));
    }
  }

  public static Hostname parse(String text) {
    return new Hostname(text);
  }

  @Override
  public String toString() {
    return value;
  }
}
