package environments.format;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Collects the mappings of a format, each once, with the key paths at which they occur. A path
 * contains a placeholder such as {@code <app>} where users choose the name.
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

  /** Does not list the keys of a color or track again: they are keys of the app. */
  private void addKeys(Keys keys, String path) {
    var before = paths.computeIfAbsent(keys, found -> new ArrayList<>());
    before.add(path);
    if (before.size() == 1 && !AppKeys.areOfSide(keys)) {
      keys.all()
          .forEach(key -> add(key.shape(), path.isEmpty() ? key.name() : path + "." + key.name()));
    }
  }
}
