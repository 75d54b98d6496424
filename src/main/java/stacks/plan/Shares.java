package stacks.plan;

import environments.values.SideName;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * How one thing, a selector, a route or the ratio of replicas, divides an app's requests among its
 * sides.
 *
 * @param bySide for the name of each side its part; only the proportions count
 */
public record Shares(Map<SideName, Integer> bySide) {
  public Shares {
    bySide = Map.copyOf(new LinkedHashMap<>(bySide));
  }

  /** All to one side. */
  static Shares allTo(SideName side) {
    return new Shares(Map.of(side, 100));
  }

  /** Whether anybody gets anything: what is not there, or has no pods, divides nothing. */
  boolean isNone() {
    return total() == 0;
  }

  public boolean has(SideName side) {
    return of(side) > 0;
  }

  /** The sides that get more than they have now. */
  Set<SideName> grownFrom(Shares now) {
    var grown = new TreeSet<SideName>();
    for (var side : bySide.keySet()) {
      if ((long) of(side) * now.total() > (long) now.of(side) * total()) {
        grown.add(side);
      }
    }
    return grown;
  }

  public int of(SideName side) {
    return bySide.getOrDefault(side, 0);
  }

  /** Rounded down; 0 where nothing is divided. */
  public int percent(SideName side) {
    return isNone() ? 0 : (int) (100L * of(side) / total());
  }

  private int total() {
    return bySide.values().stream().mapToInt(Integer::intValue).sum();
  }
}
