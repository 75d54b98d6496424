package rollouts.plan;

import environments.apps.App;
import environments.values.SideName;
import environments.values.Version;

/**
 * What a user wants done with an app, and what the plan and the journal of its release say it is
 * for.
 */
public sealed interface Verb {
  /** Its command. */
  String word();

  /** With its arguments, as users and journals have it, such as {@code switch canary 50}. */
  default String text() {
    return word();
  }

  /** Whether requests go from one side of an app to another. */
  default boolean movesTraffic(App app) {
    return !(this instanceof Deploy
        || this instanceof Retire
        || this instanceof Adopt
        || app.sides().size() == 1);
  }

  /** To the side that takes no requests. */
  record Deploy(Version version) implements Verb {
    @Override
    public String word() {
      return "deploy";
    }

    @Override
    public String text() {
      return word() + " " + version;
    }
  }

  /** A share of the requests, in percent, to a color or track. */
  record Switch(SideName side, int percent) implements Verb {
    @Override
    public String word() {
      return "switch";
    }

    @Override
    public String text() {
      return word() + " " + side + " " + percent;
    }
  }

  /** All requests to the new version. */
  record Promote() implements Verb {
    @Override
    public String word() {
      return "promote";
    }
  }

  /** Back to what was before. */
  record Rollback() implements Verb {
    @Override
    public String word() {
      return "rollback";
    }
  }

  /** The side without requests loses its pods. */
  record Retire() implements Verb {
    @Override
    public String word() {
      return "retire";
    }
  }

  /** What is in the cluster becomes the configuration. */
  record Adopt() implements Verb {
    @Override
    public String word() {
      return "adopt";
    }
  }

  /** A whole release. */
  record Run(Version version) implements Verb {
    @Override
    public String word() {
      return "run";
    }

    @Override
    public String text() {
      return word() + " " + version;
    }
  }
}
