package environments.analysis;

import environments.text.Ascii;
import environments.text.Fault;
import environments.text.InvalidSpecException;
import java.math.BigDecimal;

/**
 * A threshold as its author wrote it: {@code 1%}, {@code 200ms}, {@code 1.5s} or {@code 10}. Not
 * negative; up to nine digits and six decimals.
 */
public record Level(BigDecimal number, Unit unit) {
  /** Nine digits, a point and six decimals. */
  private static final int LONGEST = 16;

  /** The unit of a number. */
  public enum Unit {
    PERCENT("%", "0.01"),
    MILLISECONDS("ms", "0.001"),
    SECONDS("s", "1"),
    NONE("", "1");

    private final String sign;
    private final BigDecimal factor;

    Unit(String sign, String factor) {
      this.sign = sign;
      this.factor = new BigDecimal(factor);
    }
  }

  public static Level parse(String text) {
    for (var unit : Unit.values()) {
      var number = text.substring(0, Math.max(0, text.length() - unit.sign.length()));
      if (text.endsWith(unit.sign) && isNumber(number)) {
        return new Level(new BigDecimal(number), unit);
      }
    }
    throw InvalidSpecException.of(
        Fault.ofText(
            "Must be a percentage such as `1%`, a time such as `200ms` or `1.5s`, or a number such"
                + " as `10`",
            text));
  }

  /** Returns it in Prometheus' units: 1 % is 0.01, and 200 ms are 0.2. */
  public double value() {
    return number.multiply(unit.factor).doubleValue();
  }

  /**
   * Returns a value in Prometheus' units converted to the unit of this level, with at most three
   * decimals.
   */
  public String like(double value) {
    var scaled = value / unit.factor.doubleValue();
    return Math.rint(scaled * 1000) / 1000 == Math.rint(scaled)
        ? Math.round(scaled) + unit.sign
        : Math.rint(scaled * 1000) / 1000 + unit.sign;
  }

  boolean isPercentage() {
    return unit == Unit.PERCENT;
  }

  boolean isTime() {
    return unit == Unit.SECONDS || unit == Unit.MILLISECONDS;
  }

  private static boolean isNumber(String text) {
    int point = text.indexOf('.');
    var whole = point < 0 ? text : text.substring(0, point);
    var decimals = point < 0 ? "0" : text.substring(point + 1);
    return text.length() <= LONGEST && isDigits(whole, 9) && isDigits(decimals, 6);
  }

  private static boolean isDigits(String text, int most) {
    return !text.isEmpty() && text.length() <= most && Ascii.isDigits(text);
  }

  @Override
  public String toString() {
    return number.toPlainString() + unit.sign;
  }
}
