package stacks;

import java.util.Map;

/**
 * The app that alone is applied, for this is a step of its release.
 *
 * @param apps what the stack tells of all apps
 * @param direction whether the release goes back to what has served before
 */
public record Released(String app, Map<String, Object> apps, Direction direction) {
  public Released {
    apps = Map.copyOf(apps);
  }
}
