package environments;

import java.util.Optional;

/**
 * The release state of a canary app. Without a version the canary is retired: it has no pods.
 *
 * @param weight the share of requests that goes to the canary
 */
public record CanaryRelease(Version stable, Optional<Version> canary, Weight weight) {
  public CanaryRelease {
    Rules.check()
        .that(
            weight.isNone() || canary.isPresent(),
            "weight",
            () -> "Must be 0 while the canary has no version, but is " + weight + ".")
        .enforce();
  }

  public static CanaryRelease stable(Version version) {
    return new CanaryRelease(version, Optional.empty(), Weight.NONE);
  }

  public Optional<Version> version(Track track) {
    return track == Track.STABLE ? Optional.of(stable) : canary;
  }

  public CanaryRelease withCanary(Version version, Weight share) {
    return new CanaryRelease(stable, Optional.of(version), share);
  }

  public CanaryRelease withWeight(Weight share) {
    return new CanaryRelease(stable, canary, share);
  }
}
