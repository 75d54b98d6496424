package environments.yaml;

import environments.text.Shown;
import java.util.Optional;

/**
 * Where something of the input stands.
 *
 * @param key the last part of its key path: a key, or an index such as {@code [0]}
 * @param position what messages show
 */
public record Place(Optional<Place> parent, String key, Position position) {
  public static Place root(String file) {
    return new Place(Optional.empty(), "", new Position(file, 1, 1));
  }

  public Place child(String childKey, Position childPosition) {
    return new Place(Optional.of(this), childKey, childPosition);
  }

  public Place item(int index, Position itemPosition) {
    return child("[" + index + "]", itemPosition);
  }

  public Place at(Position other) {
    return new Place(parent, key, other);
  }

  /** The key path, as messages show it. */
  public String path() {
    var before = parent.map(Place::path).orElse("");
    var shown = Shown.shown(key);
    return before.isEmpty() || key.startsWith("[") ? before + shown : before + "." + shown;
  }
}
