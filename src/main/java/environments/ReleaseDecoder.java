package environments;

import java.util.Optional;

/** Reads the release state of an app. */
final class ReleaseDecoder {
  private ReleaseDecoder() {}

  static Optional<BlueGreenRelease> blueGreen(Section release) {
    var active = release.text("active", Color::parse);
    var versions = release.section("versions", found -> versions(found, "blue", "green"));
    var weight = release.number("weight", Weight::of);
    return release.build(
        () ->
            new BlueGreenRelease(
                active.orElseThrow(),
                versions.orElseThrow().first(),
                versions.orElseThrow().second(),
                weight.orElse(Weight.NONE)));
  }

  static Optional<CanaryRelease> canary(Section release) {
    var versions = release.section("versions", found -> versions(found, "stable", "canary"));
    var weight = release.number("weight", Weight::of);
    return release.build(
        () ->
            new CanaryRelease(
                versions.orElseThrow().first().orElseThrow(),
                versions.orElseThrow().second(),
                weight.orElse(Weight.NONE)));
  }

  static Optional<AutoscaledRelease> autoscaled(Section release) {
    var version = release.text("version", Version::parse);
    return release.build(() -> new AutoscaledRelease(version.orElseThrow()));
  }

  /** The versions of the two sides of an app. */
  private record Versions(Optional<Version> first, Optional<Version> second) {}

  private static Optional<Versions> versions(Section versions, String first, String second) {
    var one = versions.text(first, Version::parse);
    var other = versions.text(second, Version::parse);
    return versions.build(() -> new Versions(one, other));
  }
}
