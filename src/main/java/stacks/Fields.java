package stacks;

import java.util.List;
import java.util.Map;

/** Reads the trees of manifests. */
final class Fields {
  private Fields() {}

  /** A mapping below a key; empty if there is none. */
  @SuppressWarnings("unchecked") // a manifest's mappings have string keys by construction
  static Map<String, Object> mapping(Map<String, Object> parent, String key) {
    return (Map<String, Object>) parent.getOrDefault(key, Map.of());
  }

  /** The first mapping of a list. */
  static Map<String, Object> first(Map<String, Object> parent, String key) {
    return mappings(parent, key).get(0);
  }

  @SuppressWarnings("unchecked") // these lists hold mappings, or the API server refuses them
  static List<Map<String, Object>> mappings(Map<String, Object> parent, String key) {
    return (List<Map<String, Object>>) parent.getOrDefault(key, List.of());
  }

  @SuppressWarnings("unchecked") // these lists hold texts, or the API server refuses them
  static List<String> texts(Map<String, Object> parent, String key) {
    return (List<String>) parent.getOrDefault(key, List.of());
  }
}
