package charts;

import java.util.AbstractMap;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A mapping of a manifest that is deeply immutable, as whoever creates it guarantees. A
 * {@link Manifest} takes it as it is and copies all others.
 */
final class FrozenMap extends AbstractMap<String, Object> {
  private final Map<String, Object> entries;

  /**
   * @param entries which the caller does not change any more, and whose values are immutable
   */
  FrozenMap(Map<String, Object> entries) {
    this.entries = Collections.unmodifiableMap(entries);
  }

  @Override
  public Set<Map.Entry<String, Object>> entrySet() {
    return entries.entrySet();
  }

  @Override
  public boolean containsKey(@Nullable Object key) {
    return entries.containsKey(key);
  }

  @Override
  public @Nullable Object get(@Nullable Object key) {
    return entries.get(key);
  }
}
