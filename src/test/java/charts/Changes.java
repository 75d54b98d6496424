package charts;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import review.Field;

/** The differences between two sets of manifests, one line for each value. */
final class Changes {
  private Changes() {}

  /**
   * Returns lines such as {@code Service shop/checkout-active spec.selector.sluice.dev/color: blue
   * -> green}; {@code none} if an object or a field exists only in one set, and no path for a whole
   * object.
   */
  static List<String> between(Construct before, Construct after) {
    return between(objects(before), objects(after));
  }

  private static List<String> between(Map<String, Manifest> before, Map<String, Manifest> after) {
    var lines = new ArrayList<String>();
    for (var id : union(before, after)) {
      if (before.containsKey(id) && after.containsKey(id)) {
        lines.addAll(within(id, before.get(id), after.get(id)));
      } else {
        lines.add(id + (before.containsKey(id) ? ": gone" : ": new"));
      }
    }
    return lines;
  }

  private static List<String> within(String id, Manifest before, Manifest after) {
    var was = leaves(before);
    var is = leaves(after);
    return union(was, is).stream()
        .filter(path -> !was.getOrDefault(path, "none").equals(is.getOrDefault(path, "none")))
        .map(
            path ->
                id
                    + " "
                    + path
                    + ": "
                    + was.getOrDefault(path, "none")
                    + " -> "
                    + is.getOrDefault(path, "none"))
        .toList();
  }

  private static Map<String, Manifest> objects(Construct construct) {
    var objects = new LinkedHashMap<String, Manifest>();
    construct.manifests().forEach(manifest -> objects.put(manifest.id(), manifest));
    return objects;
  }

  private static Map<String, String> leaves(Manifest manifest) {
    var leaves = new LinkedHashMap<String, String>();
    collect(Field.of(manifest), leaves);
    return leaves;
  }

  private static void collect(Field field, Map<String, String> leaves) {
    var below = new ArrayList<>(field.entries().values());
    below.addAll(field.items());
    if (below.isEmpty()) {
      leaves.put(field.path(), field.text());
    }
    below.forEach(child -> collect(child, leaves));
  }

  private static Set<String> union(Map<String, ?> one, Map<String, ?> other) {
    var keys = new LinkedHashSet<String>(one.keySet());
    keys.addAll(other.keySet());
    return keys;
  }
}
