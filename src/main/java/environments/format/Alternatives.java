package environments.format;

import java.util.List;

/** Keys that are alternatives to each other. */
public record Alternatives(List<String> keys, Count count) {
  /** How many of the keys a mapping must have. */
  public enum Count {
    ONE,
    AT_MOST_ONE,
    AT_LEAST_ONE
  }

  public boolean needsOne() {
    return count != Count.AT_MOST_ONE;
  }

  public boolean isExclusive() {
    return count != Count.AT_LEAST_ONE;
  }
}
