package environments.apps;

import environments.values.SideName;
import environments.values.Version;
import environments.values.Weight;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The version that each side of an app runs, and the split of its traffic: one type for each
 * strategy.
 */
public sealed interface ReleaseState permits BlueGreenRelease, CanaryRelease, AutoscaledRelease {
  /** Returns the sides in the order of the app. */
  List<SideName> sides();

  /** Empty for a side without pods. */
  Optional<Version> version(SideName side);

  /** Returns the share of the traffic that a side takes, in percent. */
  int share(SideName side);

  /**
   * Returns the side that a new version is deployed to: the color that is not active, the canary,
   * or the one side of an autoscaled app.
   */
  SideName candidate();

  /**
   * Returns whether the candidate's version moves to the baseline at the end of a release, as a
   * canary's does; a blue-green app makes the candidate the active color instead.
   */
  boolean isCandidateTemporary();

  /**
   * @throws environments.text.InvalidSpecException if the side must have a version, or takes
   *     traffic
   */
  ReleaseState withVersion(SideName side, Optional<Version> version);

  /**
   * Returns this state with another traffic split.
   *
   * @param percent of the traffic for the side, 0 to 100; the other side takes the rest
   */
  ReleaseState divided(SideName side, int percent);

  /** Returns this state with the traffic split of another state of the same strategy. */
  ReleaseState dividedAs(ReleaseState other);

  /**
   * Returns the state that describes what was found in a cluster.
   *
   * @param versions of the sides with pods
   * @param shares of the sides, in percent
   * @param active the side that a selector chooses, if one does
   * @throws environments.text.InvalidSpecException if no release state describes it
   */
  ReleaseState found(
      Map<SideName, Version> versions, Map<SideName, Integer> shares, SideName active);

  /**
   * Returns the fewest pods that the autoscaler of a side keeps while a release moves traffic;
   * empty if the autoscaler uses its own.
   */
  Optional<Integer> minReplicas(SideName side);

  /** Returns this state with autoscalers that use their own {@code minReplicas}. */
  ReleaseState withoutMinReplicas();

  /**
   * Returns its values by their keys below {@code sluice:rollouts.<app>}, such as {@code
   * versions.green}; without {@code minReplicas}.
   */
  Map<String, String> entries();

  /** Returns the state of an app without the {@code minReplicas} of a release. */
  static ReleaseState of(App app) {
    return app.release().withoutMinReplicas();
  }

  /**
   * Reads a result of {@link #entries}.
   *
   * @throws environments.text.InvalidSpecException if a value is invalid
   * @throws java.util.NoSuchElementException if a version is missing
   */
  static ReleaseState of(Map<String, String> entries) {
    if (entries.containsKey("active")) {
      return BlueGreenRelease.of(entries);
    }
    return entries.containsKey("version")
        ? AutoscaledRelease.of(entries)
        : CanaryRelease.of(entries);
  }

  static Optional<Version> version(Map<String, String> entries, String key) {
    return Optional.ofNullable(entries.get(key)).map(Version::parse);
  }

  static Weight weight(Map<String, String> entries) {
    return Weight.of(Integer.parseInt(entries.getOrDefault("weight", "0")));
  }

  /** Returns the shares by side, in percent. */
  default Map<SideName, Integer> shares() {
    var shares = new LinkedHashMap<SideName, Integer>();
    for (var side : sides()) {
      shares.put(side, share(side));
    }
    return shares;
  }

  /** Returns the {@code minReplicas} of sides whose autoscaler does not use its own. */
  default Map<SideName, Integer> minReplicasBySide() {
    var fewest = new LinkedHashMap<SideName, Integer>();
    for (var side : sides()) {
      minReplicas(side).ifPresent(count -> fewest.put(side, count));
    }
    return fewest;
  }

  /** Returns whether a side takes traffic. */
  default boolean serves(SideName side) {
    return share(side) > 0;
  }

  /** Returns the other side; empty for an app with one side. */
  default Optional<SideName> other(SideName side) {
    return sides().stream().filter(each -> !each.equals(side)).findFirst();
  }

  /** Returns the active color, the stable track, or the one side of an autoscaled app. */
  default SideName baseline() {
    return other(candidate()).orElse(candidate());
  }

  /**
   * Returns whether both the candidate and the baseline take traffic, or the candidate all of it.
   */
  default boolean isShared() {
    return sides().size() > 1 && serves(candidate());
  }

  /** Returns the side that takes most of the traffic. */
  default SideName majority() {
    return sides().stream().filter(side -> share(side) >= 50).findFirst().orElseThrow();
  }

  /** Returns the version that takes most of the traffic. */
  default Optional<Version> serving() {
    return version(majority());
  }

  /**
   * Returns whether both states split the traffic alike, and send most of it to the same version.
   */
  default boolean servesAs(ReleaseState other) {
    return isDividedAs(other) && serving().equals(other.serving());
  }

  /** Returns whether another state has the same strategy and the same traffic split. */
  boolean isDividedAs(ReleaseState other);

  /**
   * Returns the keys that differ in another state, with the other values; empty if a key is missing
   * there.
   */
  default Map<String, Optional<String>> changesTo(ReleaseState other) {
    var changes = new LinkedHashMap<String, Optional<String>>();
    var now = entries();
    other
        .entries()
        .forEach(
            (key, value) -> {
              if (!value.equals(now.get(key))) {
                changes.put(key, Optional.of(value));
              }
            });
    Set<String> kept = other.entries().keySet();
    now.keySet().stream()
        .filter(key -> !kept.contains(key))
        .forEach(key -> changes.put(key, Optional.empty()));
    return changes;
  }
}
