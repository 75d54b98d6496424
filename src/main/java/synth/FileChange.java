package synth;

import java.nio.file.Path;
import java.util.Optional;

/**
 * One file that is added, changed or removed.
 *
 * @param before the content before the change; empty if the file does not exist
 * @param after the content after the change; empty if the file is removed
 */
public record FileChange(Path file, Optional<String> before, Optional<String> after) {
  public Kind kind() {
    if (before.isEmpty()) {
      return Kind.ADDED;
    }
    return after.isEmpty() ? Kind.REMOVED : Kind.CHANGED;
  }

  /** The kind of a change. */
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
