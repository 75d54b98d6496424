package environments.apps;

import environments.text.Fault;
import environments.text.InvalidSpecException;
import environments.text.Rules;
import environments.values.SideName;
import environments.values.Track;
import environments.values.Version;
import environments.values.Weight;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The release state of a canary app. Without a version the canary is retired: it has no pods.
 *
 * @param weight the share of the traffic that the canary takes
 * @param minReplicas the fewest pods that the autoscaler of a track keeps while a release moves
 *     traffic, if more than its own minimum; 2 to 1000, and at least one below its maximum
 */
public record CanaryRelease(
    Version stable, Optional<Version> canary, Weight weight, Map<Track, Integer> minReplicas)
    implements ReleaseState {
  private static final SideName STABLE = Track.STABLE.side();
  private static final SideName CANARY = Track.CANARY.side();

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

  /** Autoscalers use their own {@code minReplicas}. */
  public CanaryRelease(Version stable, Optional<Version> canary, Weight weight) {
    this(stable, canary, weight, Map.of());
  }

  public static CanaryRelease stable(Version version) {
    return new CanaryRelease(version, Optional.empty(), Weight.NONE);
  }

  static CanaryRelease of(Map<String, String> entries) {
    return new CanaryRelease(
        ReleaseState.version(entries, "versions." + STABLE).orElseThrow(),
        ReleaseState.version(entries, "versions." + CANARY),
        ReleaseState.weight(entries));
  }

  @Override
  public List<SideName> sides() {
    return List.of(STABLE, CANARY);
  }

  @Override
  public Optional<Version> version(SideName side) {
    return version(Track.of(side));
  }

  @Override
  public int share(SideName side) {
    return side.equals(CANARY) ? weight.percent() : weight.rest();
  }

  @Override
  public SideName candidate() {
    return CANARY;
  }

  @Override
  public boolean isCandidateTemporary() {
    return true;
  }

  @Override
  public CanaryRelease withVersion(SideName side, Optional<Version> version) {
    return side.equals(CANARY)
        ? new CanaryRelease(stable, version, weight, minReplicas)
        : new CanaryRelease(required(version), canary, weight, minReplicas);
  }

  private static Version required(Optional<Version> version) {
    return version.orElseThrow(
        () -> InvalidSpecException.of("The stable track must have a version."));
  }

  @Override
  public CanaryRelease divided(SideName side, int percent) {
    return withWeight(Weight.of(side.equals(CANARY) ? percent : 100 - percent));
  }

  @Override
  public CanaryRelease dividedAs(ReleaseState other) {
    return withWeight(((CanaryRelease) other).weight);
  }

  @Override
  public boolean isDividedAs(ReleaseState other) {
    return other instanceof CanaryRelease that && weight.equals(that.weight);
  }

  @Override
  public CanaryRelease found(
      Map<SideName, Version> versions, Map<SideName, Integer> shares, SideName active) {
    return new CanaryRelease(
        required(Optional.ofNullable(versions.get(STABLE))),
        Optional.ofNullable(versions.get(CANARY)),
        Weight.of(shares.getOrDefault(CANARY, 0)));
  }

  @Override
  public Optional<Integer> minReplicas(SideName side) {
    return minReplicas(Track.of(side));
  }

  @Override
  public CanaryRelease withoutMinReplicas() {
    return withMinReplicas(Map.of());
  }

  @Override
  public Map<String, String> entries() {
    var entries = new LinkedHashMap<String, String>();
    entries.put("versions." + STABLE, stable.toString());
    canary.ifPresent(version -> entries.put("versions." + CANARY, version.toString()));
    entries.put("weight", weight.toString());
    return entries;
  }

  public Optional<Version> version(Track track) {
    return track == Track.STABLE ? Optional.of(stable) : canary;
  }

  /** Empty if the autoscaler uses its own. */
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
