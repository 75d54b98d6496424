package charts;

import java.util.AbstractMap;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A mapping of a manifest that is deeply immutable, as its creator guarantees. {@link Manifest}
 * uses it directly and copies all other maps.
 */
final class FrozenMap extends AbstractMap<String, Object> {
  private final Map<String, Object> entries;

  /**
   * @param entries a map that the caller no longer changes, with immutable values
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
