package environments.values;

import environments.text.Fault;
import environments.text.InvalidSpecException;

/**
 * The share of requests, 0 to 100 percent, that goes to the canary, or to the preview color of a
 * blue-green app.
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

  /** What is left for the other side. */
  public int rest() {
    return 100 - percent;
  }

  public boolean isNone() {
    return percent == 0;
  }

  /**
   * The smallest number of replicas that can be split exactly by this weight: 20 for 5 %, 4 for 25
   * %.
   */
  public int smallestReplicas() {
    return 100 / greatestCommonDivisor(100, percent);
  }

  /**
   * Of so many replicas in total, those that make up this weight; only for multiples of
   * {@link #smallestReplicas()}.
   */
  public int share(int replicas) {
    return Math.toIntExact((long) replicas * percent / 100);
  }

  /** As many as this share of the requests of so many pods takes: rounded up, and one at least. */
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
