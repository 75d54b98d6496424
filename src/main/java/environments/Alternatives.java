package environments;

import java.util.List;

/** Keys that stand for each other. */
record Alternatives(List<String> keys, Count count) {
  /** How many of them a mapping has. */
  enum Count {
    ONE,
    AT_MOST_ONE,
    AT_LEAST_ONE
  }

  boolean needsOne() {
    return count != Count.AT_MOST_ONE;
  }

  boolean isExclusive() {
    return count != Count.AT_LEAST_ONE;
  }
}
