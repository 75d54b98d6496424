package review;

import charts.Manifest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The leaves of a manifest. Items of a list that have a name are known by it, as Kubernetes merges them. */
final class Flat {
  private final Map<List<Object>, Leaf> leaves = new LinkedHashMap<>();

  private Flat() {}

  /**
   * @param path with indices, as the leaf is written
   */
  private record Leaf(List<Object> path, Object value) {}

  static Flat empty() {
    return new Flat();
  }

  static Flat of(Manifest manifest) {
    var flat = new Flat();
    flat.add(manifest.fields(), List.of(), List.of());
    return flat;
  }

  List<List<Object>> paths() {
    return leaves.values().stream().map(Leaf::path).toList();
  }

  /** The paths of the leaves that are not there, or are different, in another manifest. */
  List<List<Object>> changedIn(Flat other) {
    var changed = new ArrayList<List<Object>>();
    leaves.forEach(
        (identity, leaf) -> {
          var partner = other.leaves.get(identity);
          if (partner == null || !partner.value().equals(leaf.value())) {
            changed.add(leaf.path());
          }
        });
    return changed;
  }

  private void add(Object node, List<Object> path, List<Object> identity) {
    if (node instanceof Map<?, ?> mapping && !mapping.isEmpty()) {
      mapping.forEach((key, value) -> add(value, with(path, key), with(identity, key)));
    } else if (node instanceof List<?> items && !items.isEmpty()) {
      for (int i = 0; i < items.size(); i++) {
        add(items.get(i), with(path, i), with(identity, name(items.get(i), i)));
      }
    } else {
      leaves.put(identity, new Leaf(path, node));
    }
  }

  private static Object name(Object item, int index) {
    return item instanceof Map<?, ?> mapping && mapping.get("name") instanceof String name ? name : index;
  }

  private static List<Object> with(List<Object> path, Object step) {
    var longer = new ArrayList<>(path);
    longer.add(step);
    return longer;
  }
}
