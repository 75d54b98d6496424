package environments.values;

import environments.text.Ascii;
import environments.text.Fault;
import environments.text.InvalidSpecException;

/**
 * A name by the rules for Services, which are the strictest of Kubernetes: lower-case letters,
 * digits and {@code -}, beginning with a letter, ending with a letter or digit, at most 63
 * characters.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1035">RFC 1035, label</a>
 */
public record DnsLabel(String value) {
  public static final int MAX_LENGTH = 63;

  public DnsLabel {
    if (!isLabel(value)) {
      throw InvalidSpecException.of(
          Fault.ofText(
              "Must be 1 to 63 lower-case letters, digits and `-`, begin with a letter, and not end"
                  + " with `-`",
              value));
    }
  }

  public static DnsLabel parse(String text) {
    return new DnsLabel(text);
  }

  /** Returns this name followed by a role, such as {@code checkout-active}. */
  public DnsLabel withSuffix(String role) {
    return new DnsLabel(value + "-" + role);
  }

  /**
   * Written out, like the hash: a record's own methods are generated at run time, which costs every
   * run some milliseconds.
   */
  @Override
  public boolean equals(Object other) {
    return other instanceof DnsLabel that && value.equals(that.value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public String toString() {
    return value;
  }

  private static boolean isLabel(String text) {
    if (text.isEmpty() || text.length() > MAX_LENGTH || !Ascii.isLowerCase(text.charAt(0))) {
      return false;
    }
    for (int i = 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!Ascii.isLowerCase(c) && !Ascii.isDigit(c) && c != '-') {
        return false;
      }
    }
    return text.charAt(text.length() - 1) != '-';
  }
}
