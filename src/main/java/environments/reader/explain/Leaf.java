package environments.reader.explain;

import environments.yaml.SourcePosition;
import java.util.List;

/**
 * A single value of the merged input.
 *
 * @param path a {@code String} for each key, an {@code Integer}, counted from 0, for each item
 * @param keyPath the same path as messages show it
 * @param layer the kind of file that contains it
 */
public record Leaf(
    List<Object> path, String keyPath, SourcePosition position, Layer layer, String text) {
  public Leaf {
    path = List.copyOf(path);
  }
}
