package environments.apps;

import environments.text.Fault;
import environments.text.Rules;
import environments.values.Track;
import environments.values.Version;
import environments.values.Weight;
import java.util.Map;
import java.util.Optional;

/**
 * The release state of a canary app. Without a version the canary is retired: it has no pods.
 *
 * @param weight the share of requests that goes to the canary
 * @param minReplicas the fewest pods that the autoscaler of a track keeps while a release moves
 *     requests, where its own least is fewer, up to one below its most; 2 to 1000
 */
public record CanaryRelease(
    Version stable, Optional<Version> canary, Weight weight, Map<Track, Integer> minReplicas) {
  public CanaryRelease {
    minReplicas = MinReplicas.copy(minReplicas);
    var rules = Rules.check();
    MinReplicas.check(
        rules, minReplicas, track -> track == Track.STABLE ? Optional.of(stable) : canary);
    rules
        .value(
            weight.isNone() || canary.isPresent(),
            "weight",
            () -> Fault.of("Must be 0 while the canary has no version", weight))
        .enforce();
  }

  /** Autoscalers keep to their own {@code minReplicas}. */
  public CanaryRelease(Version stable, Optional<Version> canary, Weight weight) {
    this(stable, canary, weight, Map.of());
  }

  public static CanaryRelease stable(Version version) {
    return new CanaryRelease(version, Optional.empty(), Weight.NONE);
  }

  public Optional<Version> version(Track track) {
    return track == Track.STABLE ? Optional.of(stable) : canary;
  }

  /** Empty where its autoscaler keeps to its own. */
  public Optional<Integer> minReplicas(Track track) {
    return Optional.ofNullable(minReplicas.get(track));
  }

  public CanaryRelease withCanary(Version version, Weight share) {
    return new CanaryRelease(stable, Optional.of(version), share, minReplicas);
  }

  public CanaryRelease withWeight(Weight share) {
    return new CanaryRelease(stable, canary, share, minReplicas);
  }

  public CanaryRelease withMinReplicas(Map<Track, Integer> fewest) {
    return new CanaryRelease(stable, canary, weight, fewest);
  }
}
