package charts;

import java.util.AbstractMap;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A mapping of a manifest that nobody can change any more, nor what is in it: whoever makes one has
 * seen to that. A {@link Manifest} takes it as it is, and copies all others.
 */
final class FrozenMap extends AbstractMap<String, Object> {
  private final Map<String, Object> entries;

  /**
   * @param entries that the caller changes no more, and whose values are immutable
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
