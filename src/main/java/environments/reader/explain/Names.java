package environments.reader.explain;

import environments.yaml.Node;
import environments.yaml.SourcePosition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Finds and changes names that users choose: keys of the input that become values of manifests. */
public final class Names {
  /**
   * The keys below which names are declared, each with the key whose values refer to such names, or
   * with an empty string if there is none.
   */
  private static final Map<String, String> REFERENCES =
      Map.of(
          "apps", "",
          "namespaces", "namespace",
          "ports", "port",
          "env", "",
          "config", "",
          "secrets", "",
          "writablePaths", "",
          "pin", "");

  private final LeafMaker maker;
  private final List<Leaf> found = new ArrayList<>();

  /** Makes a leaf for a name, at the position of its key. */
  public interface LeafMaker {
    Leaf leaf(List<Object> path, SourcePosition position, String name);
  }

  private Names(LeafMaker maker) {
    this.maker = maker;
  }

  public static List<Leaf> of(Node.Mapping root, LeafMaker maker) {
    var names = new Names(maker);
    names.walk(root, List.of());
    return names.found;
  }

  private void walk(Node.Mapping mapping, List<Object> path) {
    mapping
        .entries()
        .forEach(
            (key, entry) -> {
              var below = new ArrayList<>(path);
              below.add(key);
              if (!path.isEmpty() && REFERENCES.containsKey(path.get(path.size() - 1))) {
                found.add(maker.leaf(below, entry.position(), key));
              }
              if (entry.value() instanceof Node.Mapping child) {
                walk(child, below);
              }
            });
  }

  /** Returns a copy of the tree in which a name and all references to it are changed. */
  public static Node.Mapping renamed(Node.Mapping root, List<Object> path, String name) {
    var old = path.get(path.size() - 1).toString();
    var parent = path.get(path.size() - 2).toString();
    var reference = REFERENCES.getOrDefault(parent, "");
    return (Node.Mapping) rename(root, path, 0, new Renaming(old, name, reference));
  }

  private record Renaming(String old, String name, String reference) {
    private boolean refers(String key, Node node) {
      return key.equals(reference)
          && node instanceof Node.Scalar scalar
          && scalar.text().equals(old);
    }
  }

  /** Follows the path to the name, and changes references everywhere. */
  private static Node rename(Node node, List<Object> path, int depth, Renaming renaming) {
    if (node instanceof Node.Sequence sequence) {
      var items = new ArrayList<Node>();
      sequence.items().forEach(item -> items.add(rename(item, path, path.size(), renaming)));
      return new Node.Sequence(items, sequence.position());
    }
    if (!(node instanceof Node.Mapping mapping)) {
      return node;
    }
    var entries = new LinkedHashMap<String, Node.Entry>();
    mapping
        .entries()
        .forEach(
            (key, entry) -> {
              boolean onPath = depth < path.size() && key.equals(path.get(depth));
              boolean isName = onPath && depth == path.size() - 1;
              var value =
                  renaming.refers(key, entry.value())
                      ? new Node.Scalar(renaming.name(), true, entry.value().position())
                      : rename(entry.value(), path, onPath ? depth + 1 : path.size(), renaming);
              entries.put(isName ? renaming.name() : key, new Node.Entry(entry.position(), value));
            });
    return new Node.Mapping(entries, mapping.position());
  }
}
