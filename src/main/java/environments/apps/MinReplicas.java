package environments.apps;

import environments.text.Fault;
import environments.text.Rules;
import environments.text.SpecPath;
import environments.values.Version;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** The rules for {@code minReplicas} in a release state. */
final class MinReplicas {
  private MinReplicas() {}

  /** Copies them in the order of the sides. */
  static <S extends Enum<S>> Map<S, Integer> copy(Map<S, Integer> minReplicas) {
    return minReplicas.isEmpty()
        ? Map.of()
        : Collections.unmodifiableMap(new TreeMap<>(minReplicas));
  }

  static <S> void check(
      Rules rules, Map<S, Integer> minReplicas, Function<S, Optional<Version>> versions) {
    minReplicas.forEach(
        (side, fewest) ->
            rules
                .value(
                    fewest >= 2 && fewest <= 1000,
                    SpecPath.of("minReplicas", side),
                    () -> Fault.of("Must be between 2 and 1000", fewest))
                .that(
                    versions.apply(side).isPresent(),
                    SpecPath.of("minReplicas", side),
                    () -> "Must not be given while " + side + " has no version."));
  }
}
