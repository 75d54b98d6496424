package environments.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A placeholder in a query, written {@code ${pods}}, that is filled in for each color or track. */
public enum Placeholder {
  NAMESPACE,
  APP,
  DEPLOYMENT,
  PODS,
  VERSION,
  WINDOW;

  static Optional<Placeholder> named(String word) {
    for (var placeholder : values()) {
      if (placeholder.word().equals(word)) {
        return Optional.of(placeholder);
      }
    }
    return Optional.empty();
  }

  static List<String> words() {
    var words = new ArrayList<String>();
    for (var placeholder : values()) {
      words.add(placeholder.word());
    }
    return words;
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns whether its value differs between colors or tracks. */
  boolean tellsSidesApart() {
    return this == DEPLOYMENT || this == PODS || this == VERSION;
  }

  @Override
  public String toString() {
    return "${" + word() + "}";
  }
}
