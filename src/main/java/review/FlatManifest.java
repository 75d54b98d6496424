package review;

import charts.Manifest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The leaves of a manifest by their paths. List items with a name are identified by it as well:
 * after an item is removed, the others are matched by their names; after one is renamed, they are
 * matched by their positions.
 */
final class FlatManifest {
  private final Map<List<Object>, Object> byPlace = new LinkedHashMap<>();
  private final Map<List<Object>, Object> byName = new LinkedHashMap<>();
  private final Map<List<Object>, List<Object>> names = new LinkedHashMap<>();

  private FlatManifest() {}

  static FlatManifest empty() {
    return new FlatManifest();
  }

  static FlatManifest of(Manifest manifest) {
    var flat = new FlatManifest();
    flat.add(manifest.fields(), List.of(), List.of());
    return flat;
  }

  /** Returns the paths with list indices, in the order in which the leaves are written. */
  List<List<Object>> paths() {
    return List.copyOf(byPlace.keySet());
  }

  /** Returns the paths of leaves that are missing or different in another manifest. */
  List<List<Object>> changedIn(FlatManifest other) {
    return byPlace.entrySet().stream()
        .filter(leaf -> !leaf.getValue().equals(other.byPlace.get(leaf.getKey())))
        .filter(leaf -> !leaf.getValue().equals(other.byName.get(names.get(leaf.getKey()))))
        .map(Map.Entry::getKey)
        .toList();
  }

  private void add(Object node, List<Object> path, List<Object> name) {
    if (node instanceof Map<?, ?> mapping && !mapping.isEmpty()) {
      mapping.forEach((key, value) -> add(value, with(path, key), with(name, key)));
    } else if (node instanceof List<?> items && !items.isEmpty()) {
      for (int i = 0; i < items.size(); i++) {
        add(items.get(i), with(path, i), with(name, nameOf(items.get(i), i)));
      }
    } else {
      byPlace.put(path, node);
      byName.put(name, node);
      names.put(path, name);
    }
  }

  private static Object nameOf(Object item, int index) {
    return item instanceof Map<?, ?> mapping && mapping.get("name") instanceof String name
        ? name
        : index;
  }

  private static List<Object> with(List<Object> path, Object step) {
    var longer = new ArrayList<>(path);
    longer.add(step);
    return longer;
  }
}
