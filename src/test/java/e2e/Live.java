package e2e;

import static org.assertj.core.api.Assertions.assertThat;

import e2e.GatewayLoad.Route;
import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** A stack under load, and what is done with it. */
record Live(Stack stack, GatewayLoad load, Steps steps) {
  static final Route CHECKOUT = route("shop.example", "/checkout");
  static final Route AUTOGRAPH = route("api.autograph.example", "/");
  static final Route STREAMGATE = route("api.streamgate.example", "/");

  /**
   * Half of the requests go to this route, so this takes two to three seconds: the router follows a
   * change within two.
   */
  private static final int SETTLING = 150;

  static final int SAMPLE = 400;
  private static final int IN_SUCCESSION = 60;
  private static final int PER_SECOND = 120;

  /** One sample in 16,000 is further off. */
  private static final int STANDARD_DEVIATIONS = 4;

  static final Duration ROLLBACK = Duration.ofMinutes(2);
  static final Duration DEPLOY = Duration.ofMinutes(5);

  static Live of(Stack stack) {
    var load = new GatewayLoad(PER_SECOND, List.of(CHECKOUT, AUTOGRAPH, STREAMGATE));
    return new Live(stack, load, new Steps(load));
  }

  private static Route route(String host, String path) {
    var gateway =
        Objects.requireNonNull(System.getenv("TESTBED_GATEWAY"), "TESTBED_GATEWAY must be set.");
    return new Route(host, URI.create(gateway).resolve(path));
  }

  void deployGreen(String version) {
    stack.set("checkout.versions.green", version);
    stack.up();
    assertThat(
            Kubectl.get(
                "shop",
                "deployment",
                "checkout-green",
                "{.spec.template.spec.containers[0].image} ready: {.status.readyReplicas}"))
        .matches("registry.sluice.test/shop/checkout:" + version + " ready: [1-9]");
  }

  void switchTo(String color, String version) {
    stack.set("checkout.active", color);
    stack.up();
    assertServes(version);
  }

  /** Checks that checkout serves this version to everyone. */
  void assertServes(String version) {
    load.favor(CHECKOUT);
    load.awaitOnly(CHECKOUT, version, IN_SUCCESSION);
  }

  /** Checks the share of the requests that 1.1.0 answers; 1.0.0 answers the others. */
  String assertShare(Route route, int weight) {
    load.favor(route);
    return assertShare(load.versions(route, SETTLING, SAMPLE), weight);
  }

  /** Within the bounds of a binomial distribution. */
  static String assertShare(List<String> versions, int weight) {
    assertThat(versions).containsAnyOf("1.0.0", "1.1.0").isSubsetOf("1.0.0", "1.1.0");
    int count = Collections.frequency(versions, "1.1.0");
    double share = weight / 100.0;
    double expected = versions.size() * share;
    double bound = STANDARD_DEVIATIONS * Math.sqrt(expected * (1 - share));
    assertThat((double) count)
        .as("requests of %s that 1.1.0 answered", versions.size())
        .isBetween(expected - bound, expected + bound);
    return String.format(
        Locale.ROOT, "%.1f %% of %d requests", 100.0 * count / versions.size(), versions.size());
  }
}
