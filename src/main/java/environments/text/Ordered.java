package environments.text;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Copies maps in the order of their entries, which {@link Map#copyOf} does not keep. */
public final class Ordered {
  private Ordered() {}

  public static <K, V> Map<K, V> copy(Map<K, V> map) {
    return map.isEmpty() ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }

  public static <K, V> Map<K, V> with(Map<K, V> map, K key, V value) {
    var copy = new LinkedHashMap<>(map);
    copy.put(key, value);
    return Collections.unmodifiableMap(copy);
  }
}
