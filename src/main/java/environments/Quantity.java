package environments;

import java.math.BigDecimal;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A Kubernetes quantity as its author wrote it: digits, with a decimal part or not, and a unit: none, {@code m}, {@code k
 * M G T P E} or {@code Ki Mi Gi Ti Pi Ei}. Not negative. Exponents are refused: people misread them.
 *
 * @see <a href="https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/">Quantity</a>
 */
public record Quantity(String text, BigDecimal amount) implements Comparable<Quantity> {
  private static final Pattern FORM = Pattern.compile("([0-9]{1,15}(?:\\.[0-9]{1,3})?)(m|k|[MGTPE]i?|Ki)?");
  private static final BigDecimal KILO = BigDecimal.valueOf(1000);
  private static final BigDecimal KIBI = BigDecimal.valueOf(1024);
  private static final Map<Character, Integer> POWERS =
      Map.of('k', 1, 'K', 1, 'M', 2, 'G', 3, 'T', 4, 'P', 5, 'E', 6);

  public static Quantity parse(String text) {
    var matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw InvalidSpecException.of(
          "Must be a quantity such as `250m`, `2`, `64Mi` or `1.5Gi`, but is `" + text + "`.");
    }
    var unit = matcher.group(2);
    return new Quantity(text, new BigDecimal(matcher.group(1)).multiply(factor(unit == null ? "" : unit)));
  }

  public boolean isZero() {
    return amount.signum() == 0;
  }

  /** By amount: {@code 1000m} and {@code 1} are equally large. */
  @Override
  public int compareTo(Quantity other) {
    return amount.compareTo(other.amount);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Quantity quantity && compareTo(quantity) == 0;
  }

  @Override
  public int hashCode() {
    return amount.stripTrailingZeros().hashCode();
  }

  @Override
  public String toString() {
    return text;
  }

  boolean isWhole() {
    return amount.stripTrailingZeros().scale() <= 0;
  }

  private static BigDecimal factor(String unit) {
    if (unit.isEmpty()) {
      return BigDecimal.ONE;
    }
    return unit.equals("m")
        ? new BigDecimal("0.001")
        : (unit.endsWith("i") ? KIBI : KILO).pow(POWERS.getOrDefault(unit.charAt(0), 0));
  }
}
