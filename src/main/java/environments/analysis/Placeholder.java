package environments.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What of a color or track a query of the user's own may have in it, written {@code ${pods}}. */
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

  /** Whether it is another one for each color or track. */
  boolean tellsSidesApart() {
    return this == DEPLOYMENT || this == PODS || this == VERSION;
  }

  @Override
  public String toString() {
    return "${" + word() + "}";
  }
}
