package environments.reader;

import environments.apps.App;
import environments.apps.AutoscaledRelease;
import environments.apps.BlueGreenRelease;
import environments.apps.CanaryRelease;
import environments.values.Version;
import environments.values.Weight;
import environments.yaml.YamlScalars;
import java.util.Map;
import java.util.Optional;

/** A release state as one line of YAML, the same for the same state however its author wrote it. */
public final class ReleaseText {
  private final StringBuilder out = new StringBuilder();

  private ReleaseText() {}

  static String of(App app) {
    if (app instanceof App.BlueGreen blueGreen) {
      return of(blueGreen.release());
    }
    if (app instanceof App.Canary canary) {
      return of(canary.release());
    }
    if (app instanceof App.Autoscaled autoscaled) {
      return of(autoscaled.release());
    }
    throw new IllegalStateException("No release state: " + app);
  }

  public static String of(BlueGreenRelease release) {
    var versions = new ReleaseText();
    versions.version("blue", release.blue());
    versions.version("green", release.green());
    var text = new ReleaseText();
    text.entry("active", release.active().toString());
    text.entry("versions", versions.braced());
    text.weight(release.weight());
    text.minReplicas(release.minReplicas());
    return text.braced();
  }

  public static String of(CanaryRelease release) {
    var versions = new ReleaseText();
    versions.version("stable", Optional.of(release.stable()));
    versions.version("canary", release.canary());
    var text = new ReleaseText();
    text.entry("versions", versions.braced());
    text.weight(release.weight());
    text.minReplicas(release.minReplicas());
    return text.braced();
  }

  public static String of(AutoscaledRelease release) {
    var text = new ReleaseText();
    text.version("version", Optional.of(release.version()));
    return text.braced();
  }

  private String braced() {
    return "{" + out + "}";
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
      entry("minReplicas", sides.braced());
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
