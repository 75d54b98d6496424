package environments.format;

import environments.values.Strategy;
import java.util.Set;

/**
 * A key of the format.
 *
 * @param meaning in Markdown
 * @param note on its value, in addition to its shape, in Markdown; may be empty
 * @param fallback the default, in Markdown; empty if {@code need} says it
 * @param strategies the strategies whose apps have the key
 */
public record Key(
    String name,
    Need need,
    Shape shape,
    String meaning,
    String note,
    String fallback,
    Set<Strategy> strategies) {
  /** Whether a key is required. */
  enum Need {
    REQUIRED,
    OPTIONAL
  }

  public boolean isRequired() {
    return need == Need.REQUIRED;
  }

  /** Returns what a user needs to know if the key is missing. */
  public String hint() {
    var hint = shape instanceof Shape.Words words ? words.words() : meaning;
    return hint + (note.isEmpty() ? "" : ", " + note) + ".";
  }

  Key asRequired() {
    return new Key(name, Need.REQUIRED, shape, meaning, note, fallback, strategies);
  }

  /**
   * Returns the key with what an app of the strategy has below it; the same instance if that is
   * everything.
   */
  @SuppressWarnings(
      "ReferenceEquality") // equality of records is made at run time, which takes long
  Key of(Strategy strategy) {
    if (!(shape instanceof Shape.Mapping mapping)) {
      return this;
    }
    var some = mapping.keys().of(strategy);
    return some == mapping.keys()
        ? this
        : new Key(name, need, new Shape.Mapping(some), meaning, note, fallback, strategies);
  }
}
