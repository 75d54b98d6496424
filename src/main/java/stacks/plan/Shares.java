package stacks.plan;

import environments.values.SideName;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The division of an app's traffic among its sides, by a selector, a route or the ratio of
 * replicas.
 *
 * @param bySide the part of each side; only the proportions count
 */
public record Shares(Map<SideName, Integer> bySide) {
  public Shares {
    bySide = Map.copyOf(new LinkedHashMap<>(bySide));
  }

  /** Returns shares that send all traffic to one side. */
  static Shares allTo(SideName side) {
    return new Shares(Map.of(side, 100));
  }

  /** Returns whether nothing is divided, because there is no selector, route or pod. */
  boolean isNone() {
    return total() == 0;
  }

  public boolean has(SideName side) {
    return of(side) > 0;
  }

  /** Returns the sides whose share is larger than it is now. */
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

  /** Returns a share in percent, rounded down; 0 if nothing is divided. */
  public int percent(SideName side) {
    return isNone() ? 0 : (int) (100L * of(side) / total());
  }

  private int total() {
    return bySide.values().stream().mapToInt(Integer::intValue).sum();
  }
}
