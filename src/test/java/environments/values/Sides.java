package environments.values;

import java.util.HashMap;
import java.util.Map;

/** Names of sides for tests. */
public final class Sides {
  private Sides() {}

  /** Returns the same values by side name. */
  public static <V> Map<SideName, V> bySide(Map<String, V> byText) {
    var bySide = new HashMap<SideName, V>();
    byText.forEach((side, value) -> bySide.put(new SideName(side), value));
    return bySide;
  }
}
