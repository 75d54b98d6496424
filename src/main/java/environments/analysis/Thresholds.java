package environments.analysis;

import environments.text.Fault;
import environments.text.Rules;
import java.util.Optional;

/**
 * The thresholds of a metric; at least one of the three.
 *
 * @param max the highest value
 * @param min the lowest value
 * @param maxRelative the highest value as a percentage of that of the side that serves; 100 %
 *     means equal
 */
public record Thresholds(Optional<Level> max, Optional<Level> min, Optional<Level> maxRelative) {
  public Thresholds {
    var most = max;
    var least = min;
    var relative = maxRelative;
    Rules.check()
        .that(
            max.isPresent() || min.isPresent() || maxRelative.isPresent(),
            "",
            () -> "Must have one of `max`, `min`, `maxRelative`.")
        .value(
            max.isEmpty() || min.isEmpty() || min.get().value() <= max.get().value(),
            "min",
            () ->
                Fault.of("Must not exceed `max` (" + most.orElseThrow() + ")", least.orElseThrow()))
        .value(
            maxRelative.isEmpty() || maxRelative.get().isPercentage(),
            "maxRelative",
            () ->
                Fault.ofText(
                    "Must be a percentage of the serving side's value, such as `150%`",
                    relative.orElseThrow()))
        .enforce();
  }

  public static Thresholds max(String most) {
    return new Thresholds(Optional.of(Level.parse(most)), Optional.empty(), Optional.empty());
  }

  public static Thresholds min(String least) {
    return new Thresholds(Optional.empty(), Optional.of(Level.parse(least)), Optional.empty());
  }

  public static Thresholds maxRelative(String percentage) {
    return new Thresholds(Optional.empty(), Optional.empty(), Optional.of(Level.parse(percentage)));
  }

  public Thresholds withMin(String least) {
    return new Thresholds(max, Optional.of(Level.parse(least)), maxRelative);
  }

  public Thresholds withMaxRelative(String percentage) {
    return new Thresholds(max, min, Optional.of(Level.parse(percentage)));
  }

  boolean areOnlyRelative() {
    return max.isEmpty() && min.isEmpty();
  }

  Thresholds absolute() {
    return new Thresholds(max, min, Optional.empty());
  }
}
