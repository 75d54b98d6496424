package synth;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What becomes of one file: it is added, changed or removed.
 *
 * @param before its content, if it is there
 * @param after its content, unless it is to go
 */
public record FileChange(Path file, Optional<String> before, Optional<String> after) {
  public Kind kind() {
    if (before.isEmpty()) {
      return Kind.ADDED;
    }
    return after.isEmpty() ? Kind.REMOVED : Kind.CHANGED;
  }

  /** What a change is, as a person reads it. */
  public enum Kind {
    ADDED("added"),
    CHANGED("changed"),
    REMOVED("removed");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    @Override
    public String toString() {
      return word;
    }
  }
}
