package environments;

import environments.text.Redaction;
import environments.text.Visible;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds invisible characters in the names of an object: two names that look alike could be two
 * objects, or one that nobody has reviewed. Names are all keys, and the values of {@code name},
 * {@code namespace} and the like.
 */
final class VisibleNames {
  /** The keys of these mappings are names; their values are not, whatever the key. */
  private static final Set<String> DATA = Set.of("annotations", "binaryData", "data", "stringData");

  private final List<OneObject.Breach> breaches = new ArrayList<>();

  /** The keys that lead to the current value. */
  private final List<String> path = new ArrayList<>();

  List<OneObject.Breach> breaches(Map<?, ?> object) {
    fields(object);
    return breaches;
  }

  private void fields(Map<?, ?> fields) {
    fields.forEach(
        (key, value) -> {
          path.add(String.valueOf(key));
          name(String.valueOf(key));
          value(value);
          path.remove(path.size() - 1);
        });
  }

  private void value(@Nullable Object value) {
    var key = path.get(path.size() - 1);
    if (value instanceof Map<?, ?> fields) {
      fields(fields);
    } else if (value instanceof List<?> items) {
      items.forEach(this::item);
    } else if (value instanceof String text && isName(key) && !isData()) {
      name(text);
    }
  }

  private void item(@Nullable Object item) {
    if (item instanceof Map<?, ?> fields) {
      fields(fields);
    } else if (item instanceof List<?> items) {
      items.forEach(this::item);
    }
  }

  private boolean isData() {
    return path.size() > 1 && DATA.contains(path.get(path.size() - 2));
  }

  private static boolean isName(String key) {
    return Set.of("key", "name", "namespace").contains(key)
        || (key.endsWith("Name") && !key.equals("displayName"));
  }

  private void name(String name) {
    int invisible = Visible.firstInvisible(name);
    if (invisible >= 0) {
      breaches.add(
          new OneObject.Breach(
              path.get(0),
              "Names must contain only visible characters, got "
                  + Redaction.quoted(name)
                  + " at `"
                  + Visible.line(String.join(".", path))
                  + "`; remove "
                  + Redaction.codePoint(invisible)
                  + "."));
    }
  }
}
