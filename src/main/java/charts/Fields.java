package charts;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Collects the fields of a manifest in the order in which people write them, so that a construct
 * reads from top to bottom like its YAML. Absent and empty values add no field.
 */
final class Fields {
  private final Map<String, Object> entries = new LinkedHashMap<>();

  private Fields() {}

  static Fields fields() {
    return new Fields();
  }

  Fields set(String key, String value) {
    return put(key, value);
  }

  Fields set(String key, int value) {
    return put(key, value);
  }

  Fields set(String key, boolean value) {
    return put(key, value);
  }

  Fields set(String key, Fields value) {
    return put(key, value.map());
  }

  Fields set(String key, Map<String, ?> value) {
    return value.isEmpty() ? this : put(key, value);
  }

  Fields set(String key, List<?> items) {
    return items.isEmpty() ? this : put(key, plain(items));
  }

  Fields set(String key, Optional<?> value) {
    return value.isPresent() ? put(key, plain(value.get())) : this;
  }

  Fields setAll(Fields others) {
    others.entries.forEach(this::put);
    return this;
  }

  Map<String, Object> map() {
    return new FrozenMap(entries);
  }

  private static List<Object> plain(List<?> items) {
    var plain = new ArrayList<>(items.size());
    for (var item : items) {
      plain.add(plain(item));
    }
    return Collections.unmodifiableList(plain);
  }

  private static Object plain(Object value) {
    return value instanceof Fields fields ? fields.map() : value;
  }

  private Fields put(String key, Object value) {
    if (entries.put(key, value) != null) {
      throw new IllegalStateException("The field `" + key + "` is set twice.");
    }
    return this;
  }
}
