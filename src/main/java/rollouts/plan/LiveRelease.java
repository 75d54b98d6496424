package rollouts.plan;

import environments.apps.App;
import environments.apps.ReleaseState;
import environments.text.InvalidSpecException;
import environments.values.SideName;
import environments.values.Version;
import java.util.LinkedHashMap;
import stacks.plan.LiveAppState;

/** Finds the release state that describes an app as it is in the cluster. */
public final class LiveRelease {
  private LiveRelease() {}

  /**
   * @throws PlanException if no release state describes it
   */
  public static ReleaseState of(App app, LiveAppState live) {
    var versions = new LinkedHashMap<SideName, Version>();
    live.sides()
        .forEach(
            (side, found) -> {
              if (found.replicas() > 0) {
                found.image().ifPresent(image -> versions.put(side, version(image)));
              }
            });
    try {
      return app.release().found(versions, live.shares(), live.baseline());
    } catch (InvalidSpecException e) {
      throw new PlanException(
          "The live state of " + app.name() + " is not a valid release state: " + e.getMessage());
    }
  }

  private static Version version(String image) {
    try {
      return Version.parse(image.substring(image.indexOf(':', image.lastIndexOf('/')) + 1));
    } catch (InvalidSpecException e) {
      throw new PlanException("Cannot adopt the image `" + image + "`: " + e.getMessage());
    }
  }
}
