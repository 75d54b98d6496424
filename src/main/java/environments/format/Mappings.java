package environments.format;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The mappings of a format, each once, with the key paths at which they occur; {@code <name>}
 * stands for a name that users choose.
 */
public final class Mappings {
  private final Map<Keys, List<String>> paths = new LinkedHashMap<>();

  private Mappings() {}

  public static Map<Keys, List<String>> of(Shape.Mapping root, String path) {
    var mappings = new Mappings();
    mappings.add(root, path);
    return mappings.paths;
  }

  private void add(Shape shape, String path) {
    if (shape instanceof Shape.Mapping mapping) {
      addKeys(mapping.keys(), path);
    } else if (shape instanceof Shape.TextOr either) {
      add(either.mapping(), path);
    } else if (shape instanceof Shape.Named named) {
      add(named.value(), path + ".<" + named.placeholder() + ">");
    } else if (shape instanceof Shape.Items list) {
      add(list.item(), path + "[]");
    }
  }

  /** The keys of a side are not listed again: they are the app's. */
  private void addKeys(Keys keys, String path) {
    var before = paths.computeIfAbsent(keys, found -> new ArrayList<>());
    before.add(path);
    if (before.size() == 1 && !AppKeys.areOfSide(keys)) {
      keys.all()
          .forEach(key -> add(key.shape(), path.isEmpty() ? key.name() : path + "." + key.name()));
    }
  }
}
