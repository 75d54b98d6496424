package environments.values;

import environments.text.Ascii;
import environments.text.Fault;
import environments.text.InvalidSpecException;

/** A share of 1 % to 100 %, written with its sign: {@code 70%}. */
public record Percentage(int value) {
  public Percentage {
    if (value < 1 || value > 100) {
      throw InvalidSpecException.of(Fault.ofText("Must be between 1% and 100%", value + "%"));
    }
  }

  public static Percentage parse(String text) {
    var digits = text.endsWith("%") ? text.substring(0, text.length() - 1) : "";
    if (digits.isEmpty() || digits.length() > 3 || !Ascii.isDigits(digits)) {
      throw InvalidSpecException.of(Fault.ofText("Must be a percentage such as `70%`", text));
    }
    return new Percentage(Integer.parseInt(digits));
  }

  @Override
  public String toString() {
    return value + "%";
  }
}
