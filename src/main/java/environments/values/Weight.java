package environments.values;

import environments.text.Fault;
import environments.text.InvalidSpecException;

/**
 * The share of traffic, 0 to 100 percent, of the canary or of the preview color of a blue-green
 * app.
 */
public record Weight(int percent) {
  public static final Weight NONE = new Weight(0);

  public Weight {
    if (percent < 0 || percent > 100) {
      throw InvalidSpecException.of(Fault.of("Must be between 0 and 100", percent));
    }
  }

  public static Weight of(int percent) {
    return new Weight(percent);
  }

  /** Returns the share of the other side. */
  public int rest() {
    return 100 - percent;
  }

  public boolean isNone() {
    return percent == 0;
  }

  /**
   * Returns the smallest number of replicas that this weight divides exactly: 20 for 5 %, 4 for 25
   * %.
   */
  public int smallestReplicas() {
    return 100 / greatestCommonDivisor(100, percent);
  }

  /**
   * Returns the replicas that make up this weight of a total; only for multiples of {@link
   * #smallestReplicas()}.
   */
  public int share(int replicas) {
    return Math.toIntExact((long) replicas * percent / 100);
  }

  /**
   * Returns the pods that this share of the traffic needs if all of it needs {@code count} pods:
   * rounded up, at least one.
   */
  public int pods(int count) {
    return Math.max(1, (count * percent + 99) / 100);
  }

  @Override
  public String toString() {
    return Integer.toString(percent);
  }

  private static int greatestCommonDivisor(int a, int b) {
    return b == 0 ? a : greatestCommonDivisor(b, a % b);
  }
}
