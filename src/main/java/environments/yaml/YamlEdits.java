package environments.yaml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Copies a tree with one change. */
public final class YamlEdits {
  private YamlEdits() {}

  /**
   * @param path a {@code String} for each key, an {@code Integer}, counted from 0, for each item
   * @param value the new value; empty to remove the old one
   */
  public static Node.Mapping set(Node.Mapping root, List<Object> path, Optional<Node> value) {
    return (Node.Mapping) change(root, path, value).orElse(root);
  }

  private static Optional<Node> change(Node node, List<Object> path, Optional<Node> value) {
    if (path.isEmpty()) {
      return value;
    }
    var rest = path.subList(1, path.size());
    if (node instanceof Node.Mapping mapping && path.get(0) instanceof String key) {
      return Optional.of(changeEntry(mapping, key, rest, value));
    }
    if (node instanceof Node.Sequence sequence && path.get(0) instanceof Integer index) {
      return Optional.of(changeItem(sequence, index, rest, value));
    }
    throw new IllegalArgumentException("No such path: " + path);
  }

  /** Adds the key if it is missing. */
  private static Node changeEntry(
      Node.Mapping mapping, String key, List<Object> rest, Optional<Node> value) {
    var entries = new LinkedHashMap<>(mapping.entries());
    var entry = Optional.ofNullable(entries.get(key));
    var position = entry.map(Node.Entry::position).orElse(mapping.position());
    var below = entry.map(Node.Entry::value).orElse(mapping);
    change(below, rest, value)
        .ifPresentOrElse(
            changed -> entries.put(key, new Node.Entry(position, changed)),
            () -> entries.remove(key));
    return new Node.Mapping(entries, mapping.position());
  }

  private static Node changeItem(
      Node.Sequence sequence, int index, List<Object> rest, Optional<Node> value) {
    var items = new ArrayList<>(sequence.items());
    change(items.get(index), rest, value)
        .ifPresentOrElse(changed -> items.set(index, changed), () -> items.remove(index));
    return new Node.Sequence(items, sequence.position());
  }

  /**
   * Returns a copy in which the mapping at the path has only these keys; the tree itself if there
   * is no such mapping.
   */
  public static Node.Mapping retain(Node.Mapping root, List<Object> path, Set<String> keys) {
    if (!(at(root, path).orElse(null) instanceof Node.Mapping mapping)) {
      return root;
    }
    var entries = new LinkedHashMap<>(mapping.entries());
    entries.keySet().retainAll(keys);
    return set(root, path, Optional.of(new Node.Mapping(entries, mapping.position())));
  }

  public static Optional<Node> at(Node root, List<Object> path) {
    var node = Optional.of(root);
    for (var key : path) {
      node = node.flatMap(parent -> below(parent, key));
    }
    return node;
  }

  private static Optional<Node> below(Node node, Object key) {
    if (node instanceof Node.Sequence sequence && key instanceof Integer index) {
      return index < sequence.items().size()
          ? Optional.of(sequence.items().get(index))
          : Optional.empty();
    }
    return node instanceof Node.Mapping mapping
        ? Optional.ofNullable(mapping.entries().get(key)).map(Node.Entry::value)
        : Optional.empty();
  }
}
