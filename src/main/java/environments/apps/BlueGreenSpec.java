package environments.apps;

import environments.analysis.Analysis;
import environments.analysis.AnalysisRules;
import environments.analysis.SmokeTest;
import environments.routing.Router;
import environments.routing.RouterRules;
import environments.routing.ServiceExposure;
import environments.text.Rules;
import environments.values.Color;
import environments.values.DnsLabel;
import environments.workload.Scaling;
import environments.workload.Workload;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * An app that is released by moving all of its traffic from one color to the other.
 *
 * <pre>{@code
 * BlueGreenSpec.of(DnsLabel.parse("checkout"), workload, Replicas.of(3))
 *     .withRouter(HttpRoute.of("shop.example"))
 * }</pre>
 *
 * @param router can send a share of the traffic to the preview color before all of it
 * @param smokeTest that a color must pass before it gets traffic
 * @param analysis what is measured on a color as it gets traffic, and in which steps
 */
public record BlueGreenSpec(
    DnsLabel name,
    SideSpec blue,
    SideSpec green,
    BlueGreenServices services,
    Optional<Router> router,
    Optional<SmokeTest> smokeTest,
    Optional<Analysis> analysis)
    implements AppSpec {
  public BlueGreenSpec {
    var rules = Rules.check();
    AppSpec.checkName(rules, name, "-green");
    RouterRules.check(rules, router, blue.workload());
    smokeTest.ifPresent(test -> test.check(rules, name, "-green", blue.workload()));
    AnalysisRules.check(rules, analysis, blue.workload().ports(), smokeTest);
    if (router.isPresent()) {
      AnalysisRules.checkShares(rules, analysis);
    } else {
      AnalysisRules.checkSwitch(rules, analysis);
    }
    services.exposure().checkSessions(rules, router);
    services
        .exposure()
        .checkPath(
            rules,
            "such a load balancer notices a switched selector seconds late, and loses requests");
    SideSpec.checkBoth(rules, "colors", blue, green);
    rules.enforce();
  }

  /**
   * Returns two colors with the same workload and scaling, with {@link BlueGreenServices#of},
   * without a router.
   */
  public static BlueGreenSpec of(DnsLabel name, Workload workload, Scaling scaling) {
    var side = new SideSpec(workload, scaling);
    return new BlueGreenSpec(
        name,
        side,
        side,
        BlueGreenServices.of(name),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  public SideSpec side(Color color) {
    return color == Color.BLUE ? blue : green;
  }

  @Override
  public ServiceExposure exposure() {
    return services.exposure();
  }

  @Override
  public int serviceCount() {
    return 4;
  }

  @Override
  public Workload workload() {
    return blue.workload();
  }

  /** Returns the app with one color changed, in its configuration or its size. */
  public BlueGreenSpec withColor(Color color, UnaryOperator<SideSpec> change) {
    return color == Color.BLUE
        ? new BlueGreenSpec(name, change.apply(blue), green, services, router, smokeTest, analysis)
        : new BlueGreenSpec(name, blue, change.apply(green), services, router, smokeTest, analysis);
  }

  public BlueGreenSpec withServices(BlueGreenServices names) {
    return new BlueGreenSpec(name, blue, green, names, router, smokeTest, analysis);
  }

  public BlueGreenSpec withRouter(Router weighted) {
    return new BlueGreenSpec(
        name, blue, green, services, Optional.of(weighted), smokeTest, analysis);
  }

  public BlueGreenSpec withAnalysis(Analysis measured) {
    return new BlueGreenSpec(name, blue, green, services, router, smokeTest, Optional.of(measured));
  }

  public BlueGreenSpec withSmokeTest(SmokeTest test) {
    return new BlueGreenSpec(name, blue, green, services, router, Optional.of(test), analysis);
  }
}
