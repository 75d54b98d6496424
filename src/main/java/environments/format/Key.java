package environments.format;

import environments.values.Strategy;
import java.util.Set;

/**
 * A key of the format.
 *
 * @param meaning what the key is for, in Markdown
 * @param note more about its value than the shape says, in Markdown; may be empty
 * @param fallback the default, in Markdown; empty if there is none
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
  enum Need {
    REQUIRED,
    OPTIONAL
  }

  public boolean isRequired() {
    return need == Need.REQUIRED;
  }

  /** Returns a sentence with what a user needs to know to add the key. */
  public String hint() {
    var hint = shape instanceof Shape.Words words ? words.words() : meaning;
    return hint + (note.isEmpty() ? "" : ", " + note) + ".";
  }

  Key asRequired() {
    return new Key(name, Need.REQUIRED, shape, meaning, note, fallback, strategies);
  }

  /**
   * Returns the key with only those keys below it that apps with the strategy have; the same
   * instance if that is all of them.
   */
  @SuppressWarnings(
      "ReferenceEquality") // equality of records is generated at run time, which is slow
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
