package environments.values;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The weights that so many replicas can make exactly, where their ratio is all that splits the
 * requests.
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
