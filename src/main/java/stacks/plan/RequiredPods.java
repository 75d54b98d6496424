package stacks.plan;

import java.util.List;

/**
 * How many ready pods a share of an app's requests takes, so that none of them has more to do than
 * those of the most loaded side have now.
 */
public record RequiredPods(List<Load> now) {
  /**
   * What a side does now.
   *
   * @param readyPods of it; others take no requests
   * @param parts of the requests, at least one; only the proportions count
   */
  public record Load(int readyPods, int parts) {}

  public RequiredPods {
    now = List.copyOf(now);
  }

  /**
   * @param percent of the requests
   * @return one at least
   */
  public int readyPods(int percent) {
    long whole = now.stream().mapToInt(Load::parts).sum();
    long most = now.stream().mapToLong(load -> pods(load, whole * percent)).min().orElse(1);
    return (int) Math.max(1, most);
  }

  /** Rounded up. */
  private static long pods(Load load, long share) {
    long parts = 100L * load.parts();
    return (load.readyPods() * share + parts - 1) / parts;
  }
}
