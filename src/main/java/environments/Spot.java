package environments;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * A path in one of an environment's trees.
 *
 * @param inRelease whether it is in that of the release states
 * @param path a {@code String} for a key, an {@code Integer}, from 0, for an item
 */
record Spot(boolean inRelease, List<Object> path) {
  Spot {
    path = List.copyOf(path);
  }

  static Spot merged(Object... path) {
    return new Spot(false, List.of(path));
  }

  static Spot release(String app) {
    return new Spot(true, List.of("config", ReleaseKeys.ROLLOUTS, app));
  }

  static Spot of(Place place, boolean inRelease) {
    var path = new ArrayList<Object>();
    for (var at = Optional.of(place); at.isPresent(); at = at.get().parent()) {
      var key = at.get().key();
      if (at.get().parent().isPresent()) {
        path.add(isIndex(key) ? Integer.valueOf(key.substring(1, key.length() - 1)) : key);
      }
    }
    Collections.reverse(path);
    return new Spot(inRelease, path);
  }

  private static boolean isIndex(String key) {
    return key.startsWith("[")
        && key.endsWith("]")
        && Ascii.isDigits(key.substring(1, key.length() - 1));
  }

  boolean contains(Spot other) {
    return inRelease == other.inRelease
        && path.size() <= other.path.size()
        && path.equals(other.path.subList(0, path.size()));
  }

  /** The nearest value that can be left out: items cannot, for those behind them would move. */
  Spot optional() {
    var end = path.size();
    while (path.get(end - 1) instanceof Integer) {
      end--;
    }
    return new Spot(inRelease, path.subList(0, end));
  }

  /** The outermost item of a list that it is in, or itself. */
  Spot item() {
    for (int i = 0; i < path.size(); i++) {
      if (path.get(i) instanceof Integer) {
        return new Spot(inRelease, path.subList(0, i + 1));
      }
    }
    return this;
  }

  /** The key of an app, or of one of its sides, that it is below, or itself. */
  Spot section() {
    int above = part().path.size();
    boolean ofSide =
        app().isPresent()
            && path.size() > above + 2
            && List.of("colors", "tracks").contains(path.get(above));
    return new Spot(inRelease, path.subList(0, Math.min(path.size(), above + (ofSide ? 3 : 1))));
  }

  Spot parent() {
    return new Spot(inRelease, path.subList(0, path.size() - 1));
  }

  /** The app that it belongs to, if it does. */
  Optional<String> app() {
    int depth = inRelease ? 2 : 1;
    boolean isOfApp =
        path.size() > depth
            && path.subList(0, depth)
                .equals(inRelease ? List.of("config", ReleaseKeys.ROLLOUTS) : List.of("apps"));
    return isOfApp ? Optional.of(path.get(depth).toString()) : Optional.empty();
  }

  /** What can be replaced without a look at the rest: an app, its release state, a namespace, the cluster. */
  Spot part() {
    int size = app().isPresent() ? path.size() - inApp().size() : Math.min(path.size(), partSize());
    return new Spot(inRelease, path.subList(0, size));
  }

  private int partSize() {
    return path.get(0).equals("cluster") ? 1 : 2;
  }

  Spot child(String key) {
    var below = new ArrayList<>(path);
    below.add(key);
    return new Spot(inRelease, below);
  }

  /** Below its app. */
  List<Object> inApp() {
    return path.subList(inRelease ? 3 : 2, path.size());
  }
}
