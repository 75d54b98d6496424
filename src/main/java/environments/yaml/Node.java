package environments.yaml;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A part of an input file: text with positions, not yet interpreted. */
public sealed interface Node {
  SourcePosition position();

  /**
   * @param quoted whether it was in quotes or a block, and thus is text whatever it looks like
   */
  record Scalar(String text, boolean quoted, SourcePosition position) implements Node {}

  /** Entries in the order of the file; keys are unique. */
  record Mapping(Map<String, Entry> entries, SourcePosition position) implements Node {
    public Mapping {
      entries = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }
  }

  record Sequence(List<Node> items, SourcePosition position) implements Node {
    public Sequence {
      items = List.copyOf(items);
    }
  }

  /**
   * @param position the position of the key
   */
  record Entry(SourcePosition position, Node value) {}
}
