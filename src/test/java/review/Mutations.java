package review;

import charts.Manifest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Makes copies of a manifest in which one field is missing or has another value. */
final class Mutations {
  private final Manifest original;
  private final List<Mutation> mutations = new ArrayList<>();

  private Mutations(Manifest original) {
    this.original = original;
  }

  static List<Mutation> of(Manifest manifest) {
    var all = new Mutations(manifest);
    all.entries(manifest.fields(), "", Manifest::new);
    return all.mutations;
  }

  /**
   * @param field the kind and the path, such as {@code Deployment
   *     spec.template.spec.hostNetwork}, items as {@code []}
   * @param change {@code removed}, {@code raised}, {@code altered} or the new value
   */
  record Mutation(String field, String change, Manifest manifest) {
    String inWords() {
      return field + " = " + change;
    }
  }

  private void entries(
      Map<String, Object> mapping, String path, Function<Map<String, Object>, Manifest> around) {
    mapping.forEach(
        (key, value) -> {
          var below = path.isEmpty() ? key : path + "." + key;
          if (isIdentity(below)) {
            return;
          }
          changes(
              value,
              below,
              replacement -> {
                var copy = new LinkedHashMap<>(mapping);
                replacement.ifPresentOrElse(v -> copy.put(key, v), () -> copy.remove(key));
                return around.apply(copy);
              });
        });
  }

  /** Without these it is another object, or none. */
  private static boolean isIdentity(String path) {
    return List.of("kind", "metadata.name", "metadata.namespace").contains(path);
  }

  private void items(List<Object> list, String path, Function<List<Object>, Manifest> around) {
    for (int i = 0; i < list.size(); i++) {
      int index = i;
      changes(
          list.get(i),
          path + "[]",
          replacement -> {
            var copy = new ArrayList<>(list);
            replacement.ifPresentOrElse(v -> copy.set(index, v), () -> copy.remove(index));
            return around.apply(copy);
          });
    }
  }

  @SuppressWarnings("unchecked") // a manifest's mappings have string keys by construction
  private void changes(Object value, String path, Function<Optional<Object>, Manifest> around) {
    if (!List.of("apiVersion", "metadata").contains(path)) { // a manifest has both
      add(path, "removed", around.apply(Optional.empty()));
    }
    if (value instanceof Map<?, ?> mapping) {
      entries((Map<String, Object>) mapping, path, copy -> around.apply(Optional.of(copy)));
    } else if (value instanceof List<?> list) {
      items((List<Object>) list, path, copy -> around.apply(Optional.of(copy)));
    } else if (value instanceof Boolean bool) {
      add(path, String.valueOf(!bool), around.apply(Optional.of(!bool)));
    } else if (value instanceof Integer number) {
      if (number != 0) {
        add(path, "0", around.apply(Optional.of(0)));
      }
      add(path, "raised", around.apply(Optional.of(number + 1_000_000)));
    } else {
      add(path, "altered", around.apply(Optional.of("altered")));
    }
  }

  private void add(String path, String change, Manifest manifest) {
    mutations.add(new Mutation(original.kind() + " " + path, change, manifest));
  }
}
