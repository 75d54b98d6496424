package environments;

import java.util.Map;
import java.util.Optional;

/** A release state as one line of YAML, the same for the same state however its author wrote it. */
final class ReleaseText {
  private final StringBuilder out = new StringBuilder();

  private ReleaseText() {}

  static String of(App app) {
    var text = new ReleaseText();
    if (app instanceof App.BlueGreen blueGreen) {
      text.blueGreen(blueGreen.release());
    } else if (app instanceof App.Canary canary) {
      text.canary(canary.release());
    } else if (app instanceof App.Autoscaled autoscaled) {
      text.entry("version", scalar(autoscaled.release().version()));
    }
    return "{" + text.out + "}";
  }

  private void blueGreen(BlueGreenRelease release) {
    entry("active", release.active().toString());
    var versions = new ReleaseText();
    versions.version("blue", release.blue());
    versions.version("green", release.green());
    entry("versions", "{" + versions.out + "}");
    weight(release.weight());
    minReplicas(release.minReplicas());
  }

  private void canary(CanaryRelease release) {
    var versions = new ReleaseText();
    versions.version("stable", Optional.of(release.stable()));
    versions.version("canary", release.canary());
    entry("versions", "{" + versions.out + "}");
    weight(release.weight());
    minReplicas(release.minReplicas());
  }

  private void version(String side, Optional<Version> version) {
    version.ifPresent(found -> entry(side, scalar(found)));
  }

  private void weight(Weight weight) {
    if (!weight.isNone()) {
      entry("weight", weight.toString());
    }
  }

  private void minReplicas(Map<?, Integer> fewest) {
    if (!fewest.isEmpty()) {
      var sides = new ReleaseText();
      fewest.forEach((side, number) -> sides.entry(side.toString(), number.toString()));
      entry("minReplicas", "{" + sides.out + "}");
    }
  }

  private void entry(String key, String value) {
    out.append(out.length() == 0 ? "" : ", ").append(key).append(": ").append(value);
  }

  private static String scalar(Version version) {
    var text = version.toString();
    return YamlScalars.isText(text) ? text : "\"" + text + "\"";
  }
}
