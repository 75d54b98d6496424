package stacks.guard;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import stacks.cluster.Ticker;
import stacks.cluster.Trouble;

/** Remembers since when pods have been in trouble. */
final class Patience {
  private final Ticker ticker;
  private final Map<String, Duration> troubled = new LinkedHashMap<>();

  Patience(Ticker ticker) {
    this.ticker = ticker;
  }

  /**
   * Returns whether one of the troubles has lasted long enough. Forgets those that are gone.
   *
   * @param reasons by pod
   */
  boolean update(Map<String, Trouble> reasons) {
    var keys = new ArrayList<String>();
    boolean lasted = false;
    for (var reason : reasons.entrySet()) {
      var key = reason.getValue().kind() + " " + reason.getKey();
      keys.add(key);
      var since = troubled.computeIfAbsent(key, k -> ticker.now());
      lasted |= ticker.now().minus(since).compareTo(reason.getValue().patience()) >= 0;
    }
    troubled.keySet().retainAll(keys);
    return lasted;
  }
}
