package environments.reader.explain;

import environments.yaml.KeyPath;
import environments.yaml.Node;
import environments.yaml.SourcePosition;
import environments.yaml.YamlEdits;
import java.util.ArrayList;
import java.util.List;

/** Collects the single values of a tree. */
public final class Leaves {
  private static final List<Layer> LAYERS = List.of(Layer.BASE, Layer.ENVIRONMENT, Layer.RELEASE);

  private final List<String> files;
  private final List<Object> path = new ArrayList<>();
  private final List<Leaf> found = new ArrayList<>();

  /**
   * @param files the names of the files of the base, the environment and the release state
   */
  public Leaves(List<String> files) {
    this.files = files;
  }

  /** Collects the values below a path. */
  public void below(Node root, List<Object> start) {
    path.addAll(start);
    YamlEdits.at(root, start).ifPresent(top -> walk(top, place(top, start)));
    path.clear();
  }

  /** Returns a leaf for a name, at the position of its key. */
  public Leaf leaf(List<Object> keys, SourcePosition position, String name) {
    var place = KeyPath.root(position.file());
    for (var key : keys) {
      place = place.child(key.toString(), position);
    }
    return new Leaf(keys, place.path(), position, layer(position), name);
  }

  public List<Leaf> found() {
    return found;
  }

  private static KeyPath place(Node top, List<Object> keys) {
    var place = KeyPath.root(top.position().file());
    for (var key : keys) {
      place = place.child(key.toString(), top.position());
    }
    return place;
  }

  private void walk(Node node, KeyPath place) {
    if (node instanceof Node.Scalar scalar) {
      var position = scalar.position();
      found.add(new Leaf(path, place.path(), position, layer(position), scalar.text()));
    } else if (node instanceof Node.Mapping mapping) {
      mapping
          .entries()
          .forEach((key, entry) -> step(key, entry.value(), place.child(key, entry.position())));
    } else if (node instanceof Node.Sequence sequence) {
      for (int i = 0; i < sequence.items().size(); i++) {
        step(i, sequence.items().get(i), place.item(i, sequence.position()));
      }
    }
  }

  private Layer layer(SourcePosition position) {
    return LAYERS.get(files.indexOf(position.file()));
  }

  private void step(Object key, Node node, KeyPath place) {
    path.add(key);
    walk(node, place);
    path.remove(path.size() - 1);
  }
}
