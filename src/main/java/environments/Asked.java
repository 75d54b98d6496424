package environments;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The keys that a section was asked for, and which of them it has. */
final class Asked {
  /** Only looked through for keys that seem to be unknown: nothing is hashed for keys that are not there. */
  private final List<String> all = new ArrayList<>();

  private final Set<String> present = new HashSet<>();

  void add(String key, boolean isPresent) {
    all.add(key);
    if (isPresent) {
      present.add(key);
    }
  }

  boolean contains(String key) {
    return present.contains(key) || all.contains(key);
  }

  /** In the order in which they were asked for first. */
  Set<String> all() {
    return new LinkedHashSet<>(all);
  }
}
