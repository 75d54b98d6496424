package environments.yaml;

import environments.text.Redaction;
import java.util.Optional;

/**
 * The place of a value in the input.
 *
 * @param key the last step of its key path: a key, or an index such as {@code [0]}
 * @param position shown in messages
 */
public record KeyPath(Optional<KeyPath> parent, String key, SourcePosition position) {
  public static KeyPath root(String file) {
    return new KeyPath(Optional.empty(), "", new SourcePosition(file, 1, 1));
  }

  public KeyPath child(String childKey, SourcePosition childPosition) {
    return new KeyPath(Optional.of(this), childKey, childPosition);
  }

  public KeyPath item(int index, SourcePosition itemPosition) {
    return child("[" + index + "]", itemPosition);
  }

  public KeyPath at(SourcePosition other) {
    return new KeyPath(parent, key, other);
  }

  /** Returns the key path as messages show it. */
  public String path() {
    var before = parent.map(KeyPath::path).orElse("");
    var shown = Redaction.shown(key);
    return before.isEmpty() || key.startsWith("[") ? before + shown : before + "." + shown;
  }
}
