package environments.text;

import java.util.ArrayList;
import java.util.List;

/**
 * The path of keys from a spec to one of its values, as an environment file nests them. It is a
 * list because keys may contain dots.
 *
 * @param steps a {@link String} for a key, an {@link Integer} for an item of a list, counted from 0
 */
public record SpecPath(List<Object> steps) {
  /** The spec itself. */
  public static final SpecPath WHOLE = new SpecPath(List.of());

  public SpecPath {
    steps = List.copyOf(steps);
  }

  /**
   * @param steps an {@link Integer} for an item of a list; the text of anything else is a key
   */
  public static SpecPath of(Object... steps) {
    return WHOLE.then(steps);
  }

  public SpecPath then(SpecPath more) {
    return then(more.steps.toArray());
  }

  public SpecPath then(Object... more) {
    var all = new ArrayList<>(steps);
    for (var step : more) {
      all.add(step instanceof Integer ? step : step.toString());
    }
    return new SpecPath(all);
  }

  public boolean isWhole() {
    return steps.isEmpty();
  }

  public Object first() {
    return steps.get(0);
  }

  /** Returns the path without its first step. */
  public SpecPath rest() {
    return new SpecPath(steps.subList(1, steps.size()));
  }

  /** Returns the path as messages show it, such as {@code egress[0].app}. */
  @Override
  public String toString() {
    var text = new StringBuilder();
    for (var step : steps) {
      if (step instanceof Integer) {
        text.append('[').append(step).append(']');
      } else {
        text.append(text.length() == 0 ? "" : ".").append(step);
      }
    }
    return text.toString();
  }
}
