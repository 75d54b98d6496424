package environments.apps;

import environments.analysis.Analysis;
import environments.analysis.SmokeTest;
import environments.routing.Router;
import environments.routing.ServiceExposure;
import environments.text.Rules;
import environments.values.DeviceNames;
import environments.values.DnsLabel;
import environments.workload.Workload;
import java.util.Optional;

/**
 * What an app is, without its release state: one type for each strategy by which apps are released.
 */
public sealed interface AppSpec permits BlueGreenSpec, CanarySpec, AutoscaledSpec {
  /**
   * Behind a Deployment's name: a hash of ten characters and a word of five, each with its
   * {@code -}.
   */
  int OF_PODS = 17;

  DnsLabel name();

  /** A workload of the app; its namespace, image and ports are those of every color or track. */
  Workload workload();

  /** How the Service that takes the app's traffic is offered. */
  ServiceExposure exposure();

  /** How many Services it has. */
  int serviceCount();

  /** What divides its requests, if something does. */
  Optional<Router> router();

  /** What a color or track must pass before it gets traffic. */
  Optional<SmokeTest> smokeTest();

  /** What is measured while a version of it is released, if something is. */
  Optional<Analysis> analysis();

  /**
   * The name of any app. Those of colors and tracks must be shorter still: that depends on the
   * strategy.
   */
  static DnsLabel parseName(String text) {
    var name = DnsLabel.parse(text);
    var rules = Rules.check();
    checkName(rules, name, "");
    rules.enforce();
    return name;
  }

  /**
   * The app's name is that of a file and a part of other names.
   *
   * @param side what stands behind it in the longest name of a Deployment, such as {@code -green}
   */
  static void checkName(Rules rules, DnsLabel name, String side) {
    int limit = DnsLabel.MAX_LENGTH - side.length() - OF_PODS;
    rules
        .that(!DeviceNames.contains(name.value()), "", () -> DeviceNames.rule(name.value()))
        .that(
            name.value().length() <= limit,
            "",
            () ->
                "The name must be at most "
                    + limit
                    + " characters, got "
                    + name.value().length()
                    + ": pods are called `<app>"
                    + side
                    + "-` and "
                    + (OF_PODS - 1)
                    + " characters more, and Kubernetes cuts off what is beyond 63; shorten it.");
  }
}
