package rollouts;

import environments.App;
import environments.Version;

/** What a user wants done with an app. */
public sealed interface Request {
  /** Whether requests go from one side of an app to another. */
  default boolean movesTraffic(App app) {
    return !(this instanceof Deploy
        || this instanceof Retire
        || this instanceof Adopt
        || app instanceof App.Autoscaled);
  }

  /** To the side that takes no requests. */
  record Deploy(Version version) implements Request {}

  /** A share of the requests, in percent, to a color or track. */
  record Switch(String side, int percent) implements Request {}

  /** All requests to the new version. */
  record Promote() implements Request {}

  /** Back to what was before. */
  record Rollback() implements Request {}

  /** The side without requests loses its pods. */
  record Retire() implements Request {}

  /** What is in the cluster becomes the configuration. */
  record Adopt() implements Request {}

  /** A whole release. */
  record Run(Version version) implements Request {}
}
