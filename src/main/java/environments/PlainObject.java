package environments;

import environments.yaml.Node;
import environments.yaml.SourcePosition;
import environments.yaml.YamlEdits;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A Kubernetes object from a file. It has {@code apiVersion}, {@code kind} and {@code
 * metadata.name}.
 */
public final class PlainObject {
  private final Node.Mapping node;
  private final Map<String, Object> fields;

  public PlainObject(Node.Mapping node, Map<String, Object> fields) {
    this.node = node;
    this.fields = fields;
  }

  /** Mappings, lists, strings, integers and booleans, in the order of the file. */
  public Map<String, Object> fields() {
    return fields;
  }

  /** Returns where it begins. */
  public SourcePosition position() {
    return node.position();
  }

  /**
   * Returns the position of a field or, if it is missing, of its nearest parent.
   *
   * @param steps keys, and the indices of lists
   */
  public SourcePosition position(List<Object> steps) {
    var position = node.position();
    var below = Optional.<Node>of(node);
    for (var step : steps) {
      var parent = below.orElseThrow();
      below = YamlEdits.at(parent, List.of(step));
      if (below.isEmpty()) {
        return position;
      }
      position = keyPosition(parent, step, below.get());
    }
    return position;
  }

  private static SourcePosition keyPosition(Node parent, Object step, Node value) {
    return parent instanceof Node.Mapping mapping && mapping.entries().get(step) != null
        ? Optional.ofNullable(mapping.entries().get(step)).orElseThrow().position()
        : value.position();
  }
}
