package environments.format;

import environments.values.Strategy;
import java.util.Set;

/**
 * A key of the format.
 *
 * @param meaning what it says, in Markdown
 * @param note what its shape does not say of its value, in Markdown; may be empty
 * @param fallback what holds where the key is not given, in Markdown; empty where {@code need} says
 *     it
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
  /** Whether a key has to be there. */
  enum Need {
    REQUIRED,
    OPTIONAL
  }

  public boolean isRequired() {
    return need == Need.REQUIRED;
  }

  /** What a user needs to know who has not given it. */
  public String hint() {
    var hint = shape instanceof Shape.Words words ? words.words() : meaning;
    hint += note.startsWith("such as") ? ", " + note : "";
    return hint.endsWith("?") ? hint : hint + ".";
  }

  Key asRequired() {
    return new Key(name, Need.REQUIRED, shape, meaning, note, fallback, strategies);
  }

  /** With what an app of the strategy has below it; itself if that is all. */
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
