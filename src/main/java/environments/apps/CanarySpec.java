package environments.apps;

import environments.analysis.Analysis;
import environments.analysis.AnalysisRules;
import environments.analysis.SmokeTest;
import environments.routing.Router;
import environments.routing.RouterRules;
import environments.routing.ServiceExposure;
import environments.text.Fault;
import environments.text.Rules;
import environments.text.SpecPath;
import environments.values.DnsLabel;
import environments.values.Track;
import environments.workload.Replicas;
import environments.workload.Scaling;
import environments.workload.Workload;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * An app that is released by moving a growing share of its traffic to a canary.
 *
 * <pre>{@code
 * CanarySpec.of(
 *     DnsLabel.parse("search"),
 *     workload,
 *     Autoscaling.byCpu(3, 10, 70),
 *     HttpRoute.of("search.example"))
 *     .withCanary(side -> new SideSpec(side.workload(), Replicas.of(2)))
 * }</pre>
 *
 * @param router splits the traffic; without one, the numbers of replicas do: then both tracks
 *     have the same fixed scaling, which is the total that the weight divides
 * @param smokeTest that a track must pass before it gets a larger share; needs a router
 * @param analysis what is measured on a canary, and how its share grows
 */
public record CanarySpec(
    DnsLabel name,
    SideSpec stable,
    SideSpec canary,
    CanaryServices services,
    Optional<Router> router,
    Optional<SmokeTest> smokeTest,
    Optional<Analysis> analysis)
    implements AppSpec {
  public CanarySpec {
    var rules = Rules.check();
    AppSpec.checkName(rules, name, "-canary");
    RouterRules.check(rules, router, stable.workload());
    smokeTest.ifPresent(test -> test.check(rules, name, "-canary", stable.workload()));
    AnalysisRules.check(rules, analysis, stable.workload().ports(), smokeTest);
    AnalysisRules.checkShares(rules, analysis);
    if (router.isEmpty() && stable.scaling() instanceof Replicas total) {
      AnalysisRules.checkRatio(rules, analysis, total.count());
    }
    services.exposure().checkPath(rules, ServiceExposure.LOST_BY_UPDATES);
    services.exposure().checkSessions(rules, router);
    if (router.isPresent()) {
      checkUnexposed(rules, services.exposure());
    }
    SideSpec.checkBoth(rules, "tracks", stable, canary);
    rules
        .that(
            router.isPresent() || (stable.scaling() instanceof Replicas),
            "autoscaling",
            () ->
                "Needs a router: without one, the weight is the ratio of replicas, which an"
                    + " autoscaler would change.")
        .that(
            router.isPresent() || smokeTest.isEmpty(),
            "smokeTest",
            () ->
                "Needs a router: without one, pods get traffic as soon as they are ready, so they"
                    + " cannot be tested first; add a `router`, or remove the key.")
        .that(
            router.isPresent() || stable.scaling().equals(canary.scaling()),
            "tracks",
            () ->
                "Without a router, `replicas` is the total of both tracks, so it cannot differ"
                    + " between them.")
        .that(
            router.isPresent()
                || stable.workload().maxUnavailable() == canary.workload().maxUnavailable(),
            "tracks",
            () ->
                "Without a router, one PodDisruptionBudget covers both tracks, so `maxUnavailable`"
                    + " cannot differ between them.")
        .enforce();
  }

  /** Returns two tracks with the same workload and scaling, without a router. */
  public static CanarySpec of(DnsLabel name, Workload workload, Replicas total) {
    var side = new SideSpec(workload, total);
    return new CanarySpec(
        name,
        side,
        side,
        CanaryServices.of(name),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** Returns two tracks with the same workload and scaling behind a router. */
  public static CanarySpec of(DnsLabel name, Workload workload, Scaling scaling, Router router) {
    var side = new SideSpec(workload, scaling);
    return new CanarySpec(
        name,
        side,
        side,
        CanaryServices.of(name),
        Optional.of(router),
        Optional.empty(),
        Optional.empty());
  }

  private static void checkUnexposed(Rules rules, ServiceExposure exposure) {
    rules
        .value(
            exposure.type() == ServiceExposure.Type.CLUSTER_IP,
            SpecPath.of("services", "type"),
            () -> sharedRule("`" + exposure.type() + "`"))
        .value(
            exposure.annotations().isEmpty(),
            SpecPath.of("services", "annotations"),
            () -> sharedRule("`" + String.join("`, `", exposure.annotations().keySet()) + "`"));
  }

  private static Fault sharedRule(String given) {
    return Fault.of(
            "Mutually exclusive with `router`: it belongs to the shared Service, which exists only"
                + " without one",
            given)
        .withFix("; remove it.");
  }

  public SideSpec side(Track track) {
    return track == Track.STABLE ? stable : canary;
  }

  @Override
  public ServiceExposure exposure() {
    return services.exposure();
  }

  /** The shared Service is only created without a router. */
  @Override
  public int serviceCount() {
    return router.isPresent() ? 2 : 3;
  }

  @Override
  public Workload workload() {
    return stable.workload();
  }

  /** Returns the app with a canary that differs from the stable track, usually in its size. */
  public CanarySpec withCanary(UnaryOperator<SideSpec> change) {
    return new CanarySpec(
        name, stable, change.apply(canary), services, router, smokeTest, analysis);
  }

  public CanarySpec withServices(CanaryServices names) {
    return new CanarySpec(name, stable, canary, names, router, smokeTest, analysis);
  }

  public CanarySpec withAnalysis(Analysis measured) {
    return new CanarySpec(name, stable, canary, services, router, smokeTest, Optional.of(measured));
  }

  public CanarySpec withSmokeTest(SmokeTest test) {
    return new CanarySpec(name, stable, canary, services, router, Optional.of(test), analysis);
  }
}
