package rollouts.plan;

import environments.apps.App;
import environments.values.SideName;
import environments.values.Version;

/**
 * A command that changes an app, as the plan and the journal of its release record it.
 */
public sealed interface Verb {
  /** Returns the name of the command. */
  String word();

  /**
   * Returns the command with its arguments, as users type it and journals record it, such as {@code
   * switch canary 50}.
   */
  default String text() {
    return word();
  }

  /** Returns whether the command moves traffic from one side of an app to another. */
  default boolean movesTraffic(App app) {
    return !(this instanceof Deploy
        || this instanceof Retire
        || this instanceof Adopt
        || app.sides().size() == 1);
  }

  /** Deploys to the idle color or track. */
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

  /** Sends a share of the traffic, in percent, to a color or track. */
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

  /** Sends all traffic to the new version. */
  record Promote() implements Verb {
    @Override
    public String word() {
      return "promote";
    }
  }

  /** Restores the previous state. */
  record Rollback() implements Verb {
    @Override
    public String word() {
      return "rollback";
    }
  }

  /** Scales the idle color or track to zero. */
  record Retire() implements Verb {
    @Override
    public String word() {
      return "retire";
    }
  }

  /** Adopts the live state as the configuration. */
  record Adopt() implements Verb {
    @Override
    public String word() {
      return "adopt";
    }
  }

  /** Runs a whole release. */
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
