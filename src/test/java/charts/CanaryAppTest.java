package charts;

import static charts.Environments.CLUSTER;
import static charts.Environments.ONE;
import static charts.Environments.TWO;
import static charts.Environments.name;
import static charts.Environments.plain;
import static charts.MadeObjects.ids;
import static charts.MadeObjects.objects;
import static charts.MadeObjects.one;
import static charts.MadeObjects.selected;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import environments.apps.CanaryRelease;
import environments.apps.CanaryServices;
import environments.apps.CanarySpec;
import environments.apps.SideSpec;
import environments.routing.HttpRoute;
import environments.routing.ServiceExposure;
import environments.routing.VirtualService;
import environments.text.InvalidSpecException;
import environments.values.Track;
import environments.values.Version;
import environments.values.Weight;
import environments.workload.Autoscaling;
import environments.workload.Replicas;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CanaryAppTest {
  private static final CanaryRelease STABLE = CanaryRelease.stable(ONE);

  @Test
  void makesTheseObjectsBehindARouter() {
    assertThat(ids(app(routed(), shifted(25))))
        .containsExactly(
            "ServiceAccount shop/search",
            "Deployment shop/search-stable",
            "NetworkPolicy shop/search-stable",
            "PodDisruptionBudget shop/search-stable",
            "Deployment shop/search-canary",
            "NetworkPolicy shop/search-canary",
            "PodDisruptionBudget shop/search-canary",
            "Service shop/search-stable",
            "Service shop/search-canary",
            "HTTPRoute shop/search");
  }

  @Test
  void makesOneBudgetAndASharedServiceWithoutARouter() {
    assertThat(ids(app(byRatio(4), shifted(25))))
        .containsExactly(
            "ServiceAccount shop/search",
            "Deployment shop/search-stable",
            "NetworkPolicy shop/search-stable",
            "Deployment shop/search-canary",
            "NetworkPolicy shop/search-canary",
            "PodDisruptionBudget shop/search",
            "Service shop/search",
            "Service shop/search-stable",
            "Service shop/search-canary");
  }

  /** A CronJob may have the name of the app that it belongs to, but never a track. */
  @Test
  void theSharedBudgetIsOfBothTracksAndOfNothingElseWithTheAppsName() {
    assertThat(
            one(objects(app(byRatio(4), shifted(25))), "PodDisruptionBudget", "search")
                .at("spec", "selector")
                .value())
        .contains(
            Map.of(
                "matchLabels",
                Map.of("app.kubernetes.io/name", "search"),
                "matchExpressions",
                List.of(Map.of("key", "sluice.dev/track", "operator", "Exists"))));
  }

  @Test
  void aWeightChangesOnlyTheRoute() {
    assertThat(Changes.between(app(routed(), shifted(5)), app(routed(), shifted(25))))
        .containsExactly(
            "HTTPRoute shop/search spec.rules[0].backendRefs[0].weight: 95 -> 75",
            "HTTPRoute shop/search spec.rules[0].backendRefs[1].weight: 5 -> 25");
  }

  @Test
  void aWeightChangesOnlyTheNumbersOfPodsWithoutARouter() {
    assertThat(Changes.between(app(byRatio(20), shifted(10)), app(byRatio(20), shifted(25))))
        .containsExactly(
            "Deployment shop/search-stable spec.replicas: 18 -> 15",
            "Deployment shop/search-canary spec.replicas: 2 -> 5");
  }

  @ParameterizedTest
  @CsvSource({
    "4, 0, 4, 0",
    "4, 25, 3, 1",
    "4, 50, 2, 2",
    "4, 100, 0, 4",
    "20, 5, 19, 1",
    "100, 1, 99, 1"
  })
  void replicasAreSplitByTheWeight(int total, int weight, int stable, int canary) {
    var objects = objects(app(byRatio(total), shifted(weight)));
    assertThat(one(objects, "Deployment", "search-stable").at("spec", "replicas").number())
        .isEqualTo(stable);
    assertThat(one(objects, "Deployment", "search-canary").at("spec", "replicas").number())
        .isEqualTo(canary);
  }

  @Test
  void aRetiredCanarySaysSoWithoutARouterToo() {
    var canary = one(objects(app(byRatio(4), STABLE)), "Deployment", "search-canary");
    assertThat(canary.at("spec", "replicas").number()).isZero();
    assertThat(canary.at("metadata", "annotations", "sluice.dev/exempt-replicas-min-2").text())
        .isEqualTo("Retired: this side has no version, so it has no pods.");
  }

  @Test
  void aTrackOfASinglePodSaysWhy() {
    var canary = one(objects(app(byRatio(4), shifted(25))), "Deployment", "search-canary");
    assertThat(canary.at("metadata", "annotations").texts())
        .containsExactly(
            Map.entry("pulumi.com/skipAwait", "true"),
            Map.entry(
                "sluice.dev/exempt-replicas-min-2",
                "The numbers of replicas are the weight: this track's share may be a single pod, or"
                    + " none."),
            Map.entry("kube-score/ignore", "deployment-replicas"),
            Map.entry("polaris.fairwinds.com/deploymentMissingReplicas-exempt", "true"));
  }

  @Test
  void deployingACanaryTouchesNothingOfTheStableTrack() {
    assertThat(Changes.between(app(routed(), STABLE), app(routed(), shifted(0))))
        .isNotEmpty()
        .allSatisfy(change -> assertThat(change).startsWith("Deployment shop/search-canary "));
  }

  @Test
  void promotingChangesTheStableDeploymentAndTheRoute() {
    var promoted = CanaryRelease.stable(TWO).withCanary(TWO, Weight.NONE);
    assertThat(Changes.between(app(routed(), shifted(50)), app(routed(), promoted)))
        .containsExactly(
            "Deployment shop/search-stable metadata.labels.app.kubernetes.io/version: 1.0.0 ->"
                + " 2.0.0",
            "Deployment shop/search-stable spec.template.metadata.labels.app.kubernetes.io/version:"
                + " 1.0.0 -> 2.0.0",
            "Deployment shop/search-stable spec.template.spec.containers[0].image:"
                + " registry.example/shop/checkout:"
                + ONE
                + " -> registry.example/shop/checkout:"
                + TWO,
            "HTTPRoute shop/search spec.rules[0].backendRefs[0].weight: 50 -> 100",
            "HTTPRoute shop/search spec.rules[0].backendRefs[1].weight: 50 -> 0");
  }

  @Test
  void aRetiredCanaryHasNoPodsAndNoAutoscaler() {
    var spec =
        CanarySpec.of(
            name("search"),
            plain().build(),
            Autoscaling.byCpu(2, 6, 70),
            HttpRoute.of("search.example"));
    var objects = objects(app(spec, STABLE));
    assertThat(one(objects, "Deployment", "search-canary").at("spec", "replicas").value())
        .contains(0);
    assertThat(objects.ofKind("HorizontalPodAutoscaler").map(a -> a.manifest().name()))
        .containsExactly("search-stable");
  }

  @Test
  void theCanaryHasItsOwnSize() {
    var spec =
        routed().withCanary(side -> new SideSpec(side.workload(), Autoscaling.byCpu(2, 3, 50)));
    var objects = objects(app(spec, shifted(5)));
    assertThat(one(objects, "Deployment", "search-stable").at("spec", "replicas").number())
        .isEqualTo(4);
    assertThat(
            one(objects, "HorizontalPodAutoscaler", "search-canary")
                .at("spec", "maxReplicas")
                .number())
        .isEqualTo(3);
  }

  @Test
  void sharedServiceSelectsBothTracksAndTheOthersOneEach() {
    var objects = objects(app(byRatio(4), shifted(25)));
    assertThat(selected(objects, "search")).containsExactly("search-stable", "search-canary");
    assertThat(selected(objects, "search-stable")).containsExactly("search-stable");
    assertThat(selected(objects, "search-canary")).containsExactly("search-canary");
  }

  @Test
  void onlyTheSharedServiceIsExposed() {
    var exposed =
        byRatio(4)
            .withServices(
                CanaryServices.of(name("search")).withExposure(ServiceExposure.loadBalancer()));
    assertThat(Changes.between(app(byRatio(4), STABLE), app(exposed, STABLE)))
        .filteredOn(change -> change.startsWith("Service"))
        .containsExactly("Service shop/search spec.type: ClusterIP -> LoadBalancer");
  }

  @Test
  void namesOfServicesCanBeThoseOfAPlatform() {
    var names =
        CanaryServices.of(name("search"))
            .withTrack(Track.STABLE, name("find"))
            .withTrack(Track.CANARY, name("find-next"))
            .withShared(name("find-all"));
    assertThat(
            objects(app(byRatio(4).withServices(names), STABLE))
                .ofKind("Service")
                .map(s -> s.manifest().name()))
        .containsExactly("find-all", "find", "find-next");
    var route = one(objects(app(routed().withServices(names), STABLE)), "HTTPRoute", "search");
    assertThat(
            route.at("spec", "rules").items().stream()
                .flatMap(rule -> rule.at("backendRefs").items().stream())
                .map(d -> d.at("name").text()))
        .containsExactly("find", "find-next");
  }

  @Test
  void pinnedRequestsGoToTheCanaryOfAVirtualService() {
    var spec =
        CanarySpec.of(
            name("search"),
            plain().build(),
            Replicas.of(2),
            VirtualService.of("search.example").withPin("X-Track", "canary"));
    var http =
        one(objects(app(spec, shifted(10))), "VirtualService", "search").at("spec", "http").items();
    assertThat(http.get(0).value())
        .contains(
            Map.of(
                "match",
                List.of(Map.of("headers", Map.of("x-track", Map.of("exact", "canary")))),
                "route",
                List.of(
                    Map.of(
                        "destination",
                        Map.of(
                            "host",
                            "search-canary.shop.svc.cluster.local",
                            "port",
                            Map.of("number", 8080))))));
    assertThat(
            one(objects(app(spec, STABLE)), "VirtualService", "search").at("spec", "http").items())
        .hasSize(1);
  }

  @Test
  void aWeightThatTheReplicasCannotMakeIsRefused() {
    assertThatThrownBy(() -> app(byRatio(4), shifted(10)))
        .isInstanceOf(InvalidSpecException.class)
        .hasMessage(
            "release.weight: Must be a share that 4 replicas (`replicas` of the app) make exactly"
                + " (0, 25, 50, 75, 100), got 10; 10 takes a router, or 10 replicas or a"
                + " multiple of them.");
  }

  @Test
  void aWeightWithoutACanaryIsRefused() {
    assertThatThrownBy(() -> new CanaryRelease(ONE, Optional.empty(), Weight.of(10)))
        .hasMessage("weight: Must be 0 while the canary has no version, got 10.");
  }

  @Test
  void aWeightAboveAHundredIsRefused() {
    assertThatThrownBy(() -> Weight.of(120)).hasMessage("Must be between 0 and 100, got 120.");
  }

  @Test
  void aCanaryWithoutADigestIsRefused() {
    assertThatThrownBy(() -> app(routed(), STABLE.withCanary(Version.parse("2.0.0"), Weight.NONE)))
        .hasMessage(
            "release.versions.canary: Must have a digest (`2.0.0@sha256:...`), or give a reason"
                + " under `exemptions.image-pinned`.");
  }

  @Test
  void tracksOfDifferentSizesNeedARouter() {
    assertThatThrownBy(
            () -> byRatio(4).withCanary(side -> new SideSpec(side.workload(), Replicas.of(2))))
        .hasMessage(
            "tracks: Without a router, `replicas` is the total of both tracks, so it cannot differ"
                + " between them.");
  }

  private static CanarySpec byRatio(int total) {
    return CanarySpec.of(name("search"), plain().build(), Replicas.of(total));
  }

  private static CanarySpec routed() {
    return CanarySpec.of(
        name("search"), plain().build(), Replicas.of(4), HttpRoute.of("search.example"));
  }

  private static CanaryRelease shifted(int percent) {
    return STABLE.withCanary(TWO, Weight.of(percent));
  }

  private static CanaryApp app(CanarySpec spec, CanaryRelease release) {
    return CanaryApp.of(CLUSTER, spec, release);
  }
}
