package environments.apps;

import environments.text.Fault;
import environments.text.Rules;
import environments.text.SpecPath;
import environments.values.Color;
import environments.values.Version;
import environments.values.Weight;
import java.util.Map;
import java.util.Optional;

/**
 * The release state of a blue-green app. A color without a version is retired: it has no pods.
 *
 * @param weight the share of requests that the router sends to the preview color, 0 to 99; all of
 *     them is a switch
 * @param minReplicas the fewest pods that the autoscaler of a color keeps while a release moves
 *     requests, where its own least is fewer, up to one below its most; 2 to 1000
 */
public record BlueGreenRelease(
    Color active,
    Optional<Version> blue,
    Optional<Version> green,
    Weight weight,
    Map<Color, Integer> minReplicas) {
  public BlueGreenRelease {
    minReplicas = MinReplicas.copy(minReplicas);
    var rules = Rules.check();
    MinReplicas.check(rules, minReplicas, color -> color == Color.BLUE ? blue : green);
    rules
        .that(
            (active == Color.BLUE ? blue : green).isPresent(),
            SpecPath.of("versions", active),
            () -> "Must be given, for " + active + " is the active color.")
        .value(
            weight.isNone() || (active == Color.BLUE ? green : blue).isPresent(),
            "weight",
            () -> Fault.of("Must be 0 while " + active.other() + " has no version", weight))
        .value(
            weight.percent() < 100,
            "weight",
            () ->
                Fault.of("Must be below 100", 100)
                    .withFix(
                        "; to send all requests to " + active.other() + ", set `active` to it."))
        .enforce();
  }

  /** Autoscalers keep to their own {@code minReplicas}. */
  public BlueGreenRelease(
      Color active, Optional<Version> blue, Optional<Version> green, Weight weight) {
    this(active, blue, green, weight, Map.of());
  }

  /** One color serves, the other is retired. */
  public static BlueGreenRelease active(Color color, Version version) {
    return color == Color.BLUE
        ? new BlueGreenRelease(color, Optional.of(version), Optional.empty(), Weight.NONE)
        : new BlueGreenRelease(color, Optional.empty(), Optional.of(version), Weight.NONE);
  }

  public Optional<Version> version(Color color) {
    return color == Color.BLUE ? blue : green;
  }

  /** Empty where its autoscaler keeps to its own. */
  public Optional<Integer> minReplicas(Color color) {
    return Optional.ofNullable(minReplicas.get(color));
  }

  public Version activeVersion() {
    return version(active).orElseThrow();
  }

  /** The preview color gets a version, and pods. */
  public BlueGreenRelease withPreview(Version version) {
    return active == Color.BLUE
        ? new BlueGreenRelease(active, blue, Optional.of(version), weight, minReplicas)
        : new BlueGreenRelease(active, Optional.of(version), green, weight, minReplicas);
  }

  public BlueGreenRelease withActive(Color color) {
    return new BlueGreenRelease(color, blue, green, Weight.NONE, minReplicas);
  }

  public BlueGreenRelease withWeight(Weight toPreview) {
    return new BlueGreenRelease(active, blue, green, toPreview, minReplicas);
  }

  public BlueGreenRelease withMinReplicas(Map<Color, Integer> fewest) {
    return new BlueGreenRelease(active, blue, green, weight, fewest);
  }
}
