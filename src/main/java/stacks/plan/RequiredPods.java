package stacks.plan;

import java.util.List;

/**
 * Computes how many ready pods a share of an app's traffic requires, so that none of them has more
 * load than those of the busiest side have now.
 */
public record RequiredPods(List<Load> now) {
  /**
   * The current load of a side.
   *
   * @param readyPods the ready pods, which take the traffic
   * @param parts the parts of the traffic, at least one; only the proportions count
   */
  public record Load(int readyPods, int parts) {}

  public RequiredPods {
    now = List.copyOf(now);
  }

  /**
   * @param percent the share of the traffic
   * @return at least one
   */
  public int readyPods(int percent) {
    long whole = now.stream().mapToInt(Load::parts).sum();
    long most = now.stream().mapToLong(load -> pods(load, whole * percent)).min().orElse(1);
    return (int) Math.max(1, most);
  }

  /** Returns the pods for a share of the traffic, rounded up. */
  private static long pods(Load load, long share) {
    long parts = 100L * load.parts();
    return (load.readyPods() * share + parts - 1) / parts;
  }
}
