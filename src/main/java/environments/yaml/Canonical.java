package environments.yaml;

import environments.text.Sha256;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Input values as text without layout: two texts are equal if and only if the values are. */
public final class Canonical {
  private final StringBuilder out = new StringBuilder();

  /**
   * Appends the length and the text, so that adjacent parts of different values never form the same
   * text.
   */
  public Canonical text(String text) {
    out.append(text.length()).append(':').append(text);
    return this;
  }

  public Canonical node(Node node) {
    if (node instanceof Node.Scalar scalar) {
      return text(scalar.text());
    }
    return node instanceof Node.Mapping mapping
        ? mapping(mapping.entries())
        : sequence(((Node.Sequence) node).items());
  }

  /** Appends a value of a manifest; {@code 1} differs from {@code "1"}. */
  public Canonical plain(Object value) {
    if (value instanceof Map<?, ?> mapping) {
      out.append('{');
      mapping.keySet().stream()
          .map(String::valueOf)
          .sorted()
          .forEach(key -> text(key).plain(Objects.requireNonNull(mapping.get(key))));
      out.append('}');
    } else if (value instanceof List<?> items) {
      out.append('[');
      items.forEach(this::plain);
      out.append(']');
    } else {
      out.append(value instanceof String ? '"' : '#');
      text(value.toString());
    }
    return this;
  }

  private Canonical mapping(Map<String, Node.Entry> entries) {
    out.append('{');
    var keys = entries.keySet().toArray(new String[0]);
    Arrays.sort(keys);
    for (var key : keys) {
      text(key).value(key, Objects.requireNonNull(entries.get(key)).value());
    }
    out.append('}');
    return this;
  }

  /**
   * Keeps the order of keys where it matters: the first port is the default of routes, and
   * variables refer to earlier ones.
   */
  private void value(String key, Node value) {
    boolean ordered = key.equals("ports") || key.equals("env");
    if (ordered && value instanceof Node.Mapping mapping) {
      out.append('<');
      mapping.entries().forEach((name, entry) -> text(name).node(entry.value()));
      out.append('>');
    } else {
      node(value);
    }
  }

  private Canonical sequence(Collection<Node> items) {
    out.append('[');
    items.forEach(this::node);
    out.append(']');
    return this;
  }

  public String sha256() {
    return Sha256.hex(toString());
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
