package environments;

import java.util.Set;

/** What an app is, without its release state: one type for each strategy by which apps are released. */
public sealed interface AppSpec permits BlueGreenSpec, CanarySpec, AutoscaledSpec {
  DnsLabel name();

  /** A workload of the app; its namespace, image and ports are those of every color or track. */
  Workload workload();

  /** How the Service that takes the app's traffic is offered. */
  ServiceExposure exposure();

  /** The longest name that is made of the app's and a role must be a name still: that of a Deployment, or a Service. */
  static void checkName(Rules rules, DnsLabel name, Set<String> roles) {
    int longest = roles.stream().mapToInt(String::length).max().orElse(0);
    int limit = DnsLabel.MAX_LENGTH - longest - 1;
    rules.that(
        name.value().length() <= limit,
        "",
        () ->
            "The name must be at most "
                + limit
                + " characters, for names such as `"
                + name
                + "-"
                + roles.iterator().next()
                + "` must fit into 63, but has "
                + name.value().length()
                + ".");
  }
}
