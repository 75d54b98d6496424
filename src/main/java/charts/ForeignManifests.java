package charts;

import environments.OneObject;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Copies manifests from the trees of other libraries, and refuses values that a manifest cannot
 * contain.
 */
final class ForeignManifests {
  private ForeignManifests() {}

  /**
   * Returns a manifest in which each whole number is an integer, however the library represents it.
   *
   * @param origin where the manifest comes from; begins the message of a refusal
   * @throws IllegalArgumentException for a null, a fraction, a number beyond 64 bits, anything
   *     but one object, and if {@code apiVersion}, {@code kind} or {@code metadata.name} is missing
   */
  static Manifest of(Map<?, ?> document, String origin) {
    return new Manifest(fields(document, origin));
  }

  /** Copies all fields, and checks that those that every manifest needs are present. */
  static FrozenMap fields(Map<?, ?> document, String origin) {
    var what = origin + ": " + document.get("kind");
    var fields = mapping(document, what);
    requireString(fields, "apiVersion", what);
    requireString(fields, "kind", what);
    requireString(fields.get("metadata") instanceof Map<?, ?> map ? map : Map.of(), "name", what);
    requireOne(fields, what);
    return fields;
  }

  private static void requireOne(FrozenMap fields, String what) {
    var breaches =
        OneObject.breaches(fields).stream()
            .map(breach -> what + "." + breach.key() + ": " + breach.message())
            .toList();
    if (!breaches.isEmpty()) {
      throw new IllegalArgumentException(String.join("\n", breaches));
    }
  }

  private static void requireString(Map<?, ?> mapping, String key, String what) {
    if (!(mapping.get(key) instanceof String text) || text.isBlank()) {
      throw new IllegalArgumentException(
          what
              + ": A manifest needs `apiVersion`, `kind` and `metadata.name`, but this one has no `"
              + key
              + "`.");
    }
  }

  private static FrozenMap mapping(Map<?, ?> entries, String path) {
    var copy = new LinkedHashMap<String, Object>();
    entries.forEach((key, value) -> copy.put(String.valueOf(key), value(value, path + "." + key)));
    return new FrozenMap(copy);
  }

  private static List<Object> list(List<?> items, String path) {
    var copy = new ArrayList<Object>(items.size());
    for (int i = 0; i < items.size(); i++) {
      copy.add(value(items.get(i), path + "[" + i + "]"));
    }
    return Collections.unmodifiableList(copy);
  }

  private static Object value(@Nullable Object value, String path) {
    if (value instanceof Map<?, ?> entries) {
      return mapping(entries, path);
    }
    if (value instanceof List<?> items) {
      return list(items, path);
    }
    if (value instanceof Number number) {
      return integer(number, path);
    }
    if (value instanceof String || value instanceof Boolean) {
      return value;
    }
    throw refused(path, value);
  }

  /** YAML readers do not agree on fractions, and Kubernetes' own objects have none. */
  private static Object integer(Number number, String path) {
    try {
      long exact = new BigDecimal(number.toString()).longValueExact();
      if (exact == (int) exact) {
        return (int) exact;
      }
      return exact;
    } catch (ArithmeticException | NumberFormatException e) {
      throw refused(path, number);
    }
  }

  private static IllegalArgumentException refused(String path, @Nullable Object value) {
    return new IllegalArgumentException(
        path
            + ": Must be a mapping, list, string, 64-bit integer or boolean, got `"
            + value
            + "`; write a fraction as a string or a quantity, and omit null values.");
  }
}
