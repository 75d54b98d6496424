package synth;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes trees of ordered mappings, lists, strings, integers and booleans as YAML that readers of
 * YAML 1.1 (kubectl, SnakeYAML, PyYAML) and of YAML 1.2 interpret alike: block style, indented by
 * two spaces, no anchors, no folded lines. The same tree gives the same text on every machine.
 */
public final class YamlEmitter {

  /** Comments after leaves, at the end of their first line. */
  @FunctionalInterface
  public interface Comments {
    /**
     * Returns the comment without its {@code #}; an empty string for none.
     *
     * @param path from the top of the document: a {@code String} for a key, an {@code Integer},
     *     from 0, for an item
     */
    String at(List<Object> path);
  }

  /**
   * Readers search at most 1024 characters for the colon of a key, unless {@code ?} announces the
   * key.
   */
  private static final int LONGEST_SIMPLE_KEY = 1000;

  private final StringBuilder out;
  private final ScalarWriter scalars;
  private final Optional<Comments> comments;
  private final int commentColumn;
  private boolean afterDocument;

  /** The keys and indices that lead to the current value; {@code depth} of them are in use. */
  private Object[] path = new Object[16];

  private int depth;

  /** Appends to {@code out} and keeps its text. */
  public YamlEmitter(StringBuilder out) {
    this(out, Optional.empty(), 0);
  }

  /**
   * Appends to {@code out}, with comments.
   *
   * @param commentColumn the number of characters before each {@code #}; a longer line is
   *     followed by two spaces
   */
  public YamlEmitter(StringBuilder out, Comments comments, int commentColumn) {
    this(out, Optional.of(comments), commentColumn);
  }

  private YamlEmitter(StringBuilder out, Optional<Comments> comments, int commentColumn) {
    this.out = out;
    this.scalars = new ScalarWriter(out);
    this.comments = comments;
    this.commentColumn = commentColumn;
  }

  /** Returns the text of a single document. */
  public static String document(Map<String, ?> tree) {
    var out = new StringBuilder(1024);
    new YamlEmitter(out).write(tree);
    return out.toString();
  }

  /**
   * Appends a document, after a line {@code ---} if this emitter has written one before.
   *
   * @throws IllegalArgumentException for a value of another type, and for half of a surrogate
   *     pair, which YAML cannot represent; then nothing is written
   */
  public void write(Map<String, ?> tree) {
    int start = out.length();
    depth = 0;
    try {
      append(tree);
    } catch (IllegalArgumentException e) {
      out.setLength(start);
      throw new IllegalArgumentException(pathInWords() + e.getMessage(), e);
    }
    afterDocument = true;
  }

  /**
   * Returns and clears the text that was written so far; the next document is a first one again. An
   * emitter that is used again is faster, because it remembers which words are plain.
   */
  String take() {
    var text = out.toString();
    out.setLength(0);
    afterDocument = false;
    return text;
  }

  private void append(Map<String, ?> tree) {
    if (afterDocument) {
      out.append("---\n");
    }
    if (tree.isEmpty()) {
      out.append("{}\n");
    } else {
      mapping(tree, 0);
    }
  }

  /**
   * Writes the first entry at the current position, which is already indented or follows the dash
   * of an item.
   */
  private void mapping(Map<?, ?> entries, int indent) {
    boolean first = true;
    for (Map.Entry<?, ?> entry : entries.entrySet()) {
      if (!first) {
        scalars.indent(indent);
      }
      first = false;
      enter(key(entry.getKey(), indent));
      entryValue(entry.getValue(), indent + 2);
      depth--;
    }
  }

  private String key(@Nullable Object key, int indent) {
    if (!(key instanceof String text)) {
      throw new IllegalArgumentException("A key must be a string, got " + inWords(key) + ".");
    }
    int start = out.length();
    scalars.line(text);
    if (out.length() - start > LONGEST_SIMPLE_KEY) {
      out.insert(start, "? ").append('\n');
      scalars.indent(indent);
    }
    out.append(':');
    return text;
  }

  private void entryValue(@Nullable Object value, int indent) {
    if (value instanceof Map<?, ?> entries && !entries.isEmpty()) {
      out.append('\n');
      scalars.indent(indent);
      mapping(entries, indent);
    } else if (value instanceof List<?> items && !items.isEmpty()) {
      out.append('\n');
      scalars.indent(indent);
      sequence(items, indent);
    } else {
      out.append(' ');
      leaf(value, indent);
    }
  }

  private void sequence(List<?> items, int indent) {
    for (int i = 0; i < items.size(); i++) {
      if (i > 0) {
        scalars.indent(indent);
      }
      enter(i);
      out.append("- ");
      item(items.get(i), indent + 2);
      depth--;
    }
  }

  private void item(@Nullable Object value, int indent) {
    if (value instanceof Map<?, ?> entries && !entries.isEmpty()) {
      mapping(entries, indent);
    } else if (value instanceof List<?> items && !items.isEmpty()) {
      sequence(items, indent);
    } else {
      leaf(value, indent);
    }
  }

  private void leaf(@Nullable Object value, int indent) {
    if (value instanceof String text && !scalars.isPlain(text) && ScalarWriter.isBlock(text)) {
      scalars.blockHeader(text);
      endLeafLine();
      scalars.blockLines(text, indent);
    } else {
      scalar(value);
      endLeafLine();
    }
  }

  private void scalar(@Nullable Object value) {
    if (value instanceof String text) {
      scalars.line(text);
    } else if (value instanceof Integer number) {
      out.append(number.intValue());
    } else if (value instanceof Boolean bool) {
      out.append(bool.booleanValue());
    } else if (value instanceof Map<?, ?>) {
      out.append("{}");
    } else if (value instanceof List<?>) {
      out.append("[]");
    } else if (value instanceof Long number) {
      out.append(number.longValue());
    } else {
      throw new IllegalArgumentException(
          "A value must be a mapping, list, string, integer or boolean, got "
              + inWords(value)
              + ".");
    }
  }

  private void endLeafLine() {
    if (comments.isPresent()) {
      comment(comments.get().at(List.of(Arrays.copyOf(path, depth))));
    }
    out.append('\n');
  }

  private void comment(String text) {
    if (text.isEmpty()) {
      return;
    }
    int width = out.codePointCount(out.lastIndexOf("\n") + 1, out.length());
    out.append(" ".repeat(Math.max(2, commentColumn - width))).append("# ");
    scalars.visible(text);
  }

  private void enter(Object step) {
    if (depth == path.length) {
      path = Arrays.copyOf(path, 2 * depth);
    }
    path[depth++] = step;
  }

  private String pathInWords() {
    var words = new StringBuilder();
    for (int i = 0; i < depth; i++) {
      if (path[i] instanceof Integer index) {
        words.append('[').append(index.intValue()).append(']');
      } else {
        words.append(i == 0 ? "" : ".").append(path[i]);
      }
    }
    return words.isEmpty() ? "" : words + ": ";
  }

  private static String inWords(@Nullable Object value) {
    return value == null ? "null" : value.getClass().getName() + " `" + value + "`";
  }
}
