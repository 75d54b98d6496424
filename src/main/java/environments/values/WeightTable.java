package environments.values;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The weights that a number of replicas can make exactly, where only their ratio splits the
 * traffic.
 */
public final class WeightTable {
  private WeightTable() {}

  public static String achievable(int replicas) {
    return IntStream.rangeClosed(0, 100)
        .filter(weight -> replicas % Weight.of(weight).smallestReplicas() == 0)
        .mapToObj(Integer::toString)
        .collect(Collectors.joining(", "));
  }
}
