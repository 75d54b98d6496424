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

/** An app without its release state: one type for each strategy. */
public sealed interface AppSpec permits BlueGreenSpec, CanarySpec, AutoscaledSpec {
  /**
   * The length of a pod's suffix: a hash of ten characters and a word of five, each after a {@code
   * -}.
   */
  int OF_PODS = 17;

  DnsLabel name();

  /**
   * Returns a workload of the app. Its namespace, image and ports are those of every color or
   * track.
   */
  Workload workload();

  /** Returns how the Service that takes the app's traffic is exposed. */
  ServiceExposure exposure();

  /** Returns the number of its Services. */
  int serviceCount();

  /** Returns what splits its traffic; empty if nothing does. */
  Optional<Router> router();

  /** Returns the test that a color or track must pass before it gets traffic. */
  Optional<SmokeTest> smokeTest();

  /** Returns what is measured during a release. */
  Optional<Analysis> analysis();

  /**
   * Parses the name of any app. Colors and tracks need shorter names, depending on the strategy.
   */
  static DnsLabel parseName(String text) {
    var name = DnsLabel.parse(text);
    var rules = Rules.check();
    checkName(rules, name, "");
    rules.enforce();
    return name;
  }

  /**
   * The name of an app is also a file name and part of other names.
   *
   * @param side the suffix of the longest Deployment name, such as {@code -green}
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
                    + " more characters, and Kubernetes truncates names after 63; shorten it.");
  }
}
