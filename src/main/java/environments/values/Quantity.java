package environments.values;

import environments.text.Ascii;
import environments.text.Fault;
import environments.text.InvalidSpecException;
import java.math.BigDecimal;
import java.util.Locale;

/**
 * A Kubernetes quantity as its author wrote it: digits, up to three decimals, and an optional unit:
 * {@code m}, {@code k M G T P} or {@code Ki Mi Gi Ti Pi}. Not negative, and below 9 Pi. Exponents
 * are refused, because people misread them.
 *
 * @see <a
 *     href="https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/">Quantity</a>
 */
public final class Quantity implements Comparable<Quantity> {
  private static final String DECIMAL = "kMGTP";
  private static final String BINARY = "KMGTP";

  private final String text;
  private final long thousandths;

  /** Private, because text and amount must agree. */
  private Quantity(String text, long thousandths) {
    this.text = text;
    this.thousandths = thousandths;
  }

  public static Quantity parse(String text) {
    int unit = text.length();
    while (unit > 0 && !Ascii.isDigit(text.charAt(unit - 1))) {
      unit--;
    }
    long factor = thousandths(text.substring(unit));
    if (unit == 0 || factor == 0) {
      throw malformed(text);
    }
    try {
      return new Quantity(text, amount(text.substring(0, unit), factor, text));
    } catch (ArithmeticException | NumberFormatException e) {
      throw InvalidSpecException.of(
          Fault.ofText("Must be a multiple of `1m` (a thousandth) below `9Pi`", text));
    }
  }

  /** Returns the text as it was written. */
  public String text() {
    return text;
  }

  /** Returns the amount in thousandths. */
  public long thousandths() {
    return thousandths;
  }

  public boolean isZero() {
    return thousandths == 0;
  }

  /** Compares amounts: {@code 1000m} and {@code 1} are equal. */
  @Override
  public int compareTo(Quantity other) {
    return Long.compare(thousandths, other.thousandths);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Quantity quantity && thousandths == quantity.thousandths;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(thousandths);
  }

  @Override
  public String toString() {
    return text;
  }

  public boolean isWhole() {
    return thousandths % 1000 == 0;
  }

  private static long amount(String digits, long factor, String text) {
    int point = digits.indexOf('.');
    if (point < 0) {
      return Math.multiplyExact(whole(digits, text), factor);
    }
    if (point == 0 || digits.length() - point > 4) {
      throw malformed(text);
    }
    var decimals = digits.substring(point + 1);
    whole(digits.substring(0, point), text);
    whole(decimals, text);
    return new BigDecimal(digits).multiply(BigDecimal.valueOf(factor)).longValueExact();
  }

  private static long whole(String digits, String text) {
    if (!Ascii.isDigits(digits)) {
      throw malformed(text);
    }
    return Long.parseLong(digits);
  }

  /** Returns one of a unit in thousandths; 0 if there is no such unit. */
  private static long thousandths(String unit) {
    if (unit.isEmpty()) {
      return 1000;
    }
    if (unit.equals("m")) {
      return 1;
    }
    boolean binary = unit.length() == 2 && unit.charAt(1) == 'i';
    int power = (binary ? BINARY : DECIMAL).indexOf(unit.charAt(0)) + 1;
    if (power == 0 || (unit.length() != 1 && !binary)) {
      return 0;
    }
    long factor = 1000;
    for (int i = 0; i < power; i++) {
      factor *= binary ? 1024 : 1000;
    }
    return factor;
  }

  private static InvalidSpecException malformed(String text) {
    return InvalidSpecException.of(
        Fault.ofText("Must be a quantity such as `250m`, `2`, `64Mi` or `1.5Gi`", text)
            .withHint(meant(text)));
  }

  /**
   * Removes what people often write: spaces, commas, the letter of bytes, and lower-case letters.
   */
  private static String meant(String text) {
    var plain = text.replace(" ", "").replace(',', '.');
    plain = plain.endsWith("B") ? plain.substring(0, plain.length() - 1) : plain;
    int unit = plain.length();
    while (unit > 0 && Ascii.isLowerCase(plain.charAt(unit - 1))) {
      unit--;
    }
    var capital = plain.substring(0, unit) + capital(plain.substring(unit));
    if (!isQuantity(capital)) {
      return "";
    }
    var binary = capital + "i";
    boolean isBytes = text.endsWith("B") && isQuantity(binary);
    return " Did you mean `" + capital + (isBytes ? "`, or `" + binary : "") + "`?";
  }

  private static String capital(String unit) {
    return unit.length() == 2 || unit.equals("g")
        ? unit.substring(0, 1).toUpperCase(Locale.ROOT) + unit.substring(1)
        : unit;
  }

  private static boolean isQuantity(String text) {
    int unit = text.length();
    while (unit > 0 && !Ascii.isDigit(text.charAt(unit - 1))) {
      unit--;
    }
    return text.length() < 20
        && text.substring(0, unit).matches("[0-9]+(?:[.][0-9]{1,3})?")
        && thousandths(text.substring(unit)) > 0;
  }
}
