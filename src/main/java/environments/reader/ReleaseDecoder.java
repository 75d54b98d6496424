package environments.reader;

import environments.apps.AutoscaledRelease;
import environments.apps.BlueGreenRelease;
import environments.apps.CanaryRelease;
import environments.values.Color;
import environments.values.Track;
import environments.values.Version;
import environments.values.Weight;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads the release state of an app. */
final class ReleaseDecoder {
  private ReleaseDecoder() {}

  static Optional<BlueGreenRelease> blueGreen(Section release) {
    var active = release.text("active", Color::parse);
    var versions = release.section("versions", found -> versions(found, "blue", "green"));
    var weight = release.number("weight", Weight::of);
    var minReplicas = minReplicas(release, Color.values());
    return release.build(
        () ->
            new BlueGreenRelease(
                active.orElseThrow(),
                versions.orElseThrow().first(),
                versions.orElseThrow().second(),
                weight.orElse(Weight.NONE),
                minReplicas));
  }

  static Optional<CanaryRelease> canary(Section release) {
    var versions = release.section("versions", found -> versions(found, "stable", "canary"));
    var weight = release.number("weight", Weight::of);
    var minReplicas = minReplicas(release, Track.values());
    return release.build(
        () ->
            new CanaryRelease(
                versions.orElseThrow().first().orElseThrow(),
                versions.orElseThrow().second(),
                weight.orElse(Weight.NONE),
                minReplicas));
  }

  private static <S extends Enum<S>> Map<S, Integer> minReplicas(Section release, S[] sides) {
    return release
        .section("minReplicas", found -> Optional.of(fewest(found, sides)))
        .orElse(Map.of());
  }

  private static <S extends Enum<S>> Map<S, Integer> fewest(Section minReplicas, S[] sides) {
    var fewest = new LinkedHashMap<S, Integer>();
    for (var side : sides) {
      minReplicas.integer(side.toString()).ifPresent(number -> fewest.put(side, number));
    }
    return fewest;
  }

  static Optional<AutoscaledRelease> autoscaled(Section release) {
    var version = release.version("version");
    return release.build(() -> new AutoscaledRelease(version.orElseThrow()));
  }

  /** The versions of both colors or both tracks of an app. */
  private record Versions(Optional<Version> first, Optional<Version> second) {}

  private static Optional<Versions> versions(Section versions, String first, String second) {
    var one = versions.version(first);
    var other = versions.version(second);
    return versions.build(() -> new Versions(one, other));
  }
}
