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

import environments.apps.BlueGreenRelease;
import environments.apps.BlueGreenServices;
import environments.apps.BlueGreenSpec;
import environments.apps.SideSpec;
import environments.cluster.Cluster;
import environments.routing.HttpRoute;
import environments.routing.ServiceExposure;
import environments.routing.VirtualService;
import environments.text.InvalidSpecException;
import environments.values.Color;
import environments.values.DnsLabel;
import environments.values.ImageRepository;
import environments.values.Version;
import environments.values.Weight;
import environments.workload.Autoscaling;
import environments.workload.Exemption;
import environments.workload.Permission;
import environments.workload.Port;
import environments.workload.Ports;
import environments.workload.Replicas;
import environments.workload.Scaling;
import environments.workload.UserMetadata;
import environments.workload.Workload;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import review.Field;

class BlueGreenAppTest {
  private static final BlueGreenRelease BLUE = BlueGreenRelease.active(Color.BLUE, ONE);
  private static final BlueGreenRelease BOTH = BLUE.withPreview(TWO);

  @Test
  void makesTheseObjectsInThisOrder() {
    assertThat(ids(app(routed(), BOTH)))
        .containsExactly(
            "ServiceAccount shop/checkout",
            "Deployment shop/checkout-blue",
            "NetworkPolicy shop/checkout-blue",
            "PodDisruptionBudget shop/checkout-blue",
            "Deployment shop/checkout-green",
            "NetworkPolicy shop/checkout-green",
            "PodDisruptionBudget shop/checkout-green",
            "Service shop/checkout-active",
            "Service shop/checkout-preview",
            "Service shop/checkout-blue",
            "Service shop/checkout-green",
            "HTTPRoute shop/checkout");
  }

  @Test
  void activeServiceSelectsOnlyTheActiveColor() {
    var objects = objects(app(spec(), BOTH));
    assertThat(selected(objects, "checkout-active")).containsExactly("checkout-blue");
    assertThat(selected(objects, "checkout-preview")).containsExactly("checkout-green");
    assertThat(selected(objects, "checkout-blue")).containsExactly("checkout-blue");
    assertThat(selected(objects, "checkout-green")).containsExactly("checkout-green");
  }

  @Test
  void switchingChangesTheSelectorsAndNothingElse() {
    assertThat(Changes.between(app(spec(), BOTH), app(spec(), BOTH.withActive(Color.GREEN))))
        .containsExactly(
            "Service shop/checkout-active spec.selector.sluice.dev/color: blue -> green",
            "Service shop/checkout-preview spec.selector.sluice.dev/color: green -> blue");
  }

  @Test
  void switchingBehindARouterMovesItsWeightsAndItsPinToo() {
    var spec = spec().withRouter(HttpRoute.of("shop.example").withPin("X-Preview", "true"));
    assertThat(Changes.between(app(spec, BOTH), app(spec, BOTH.withActive(Color.GREEN))))
        .containsExactly(
            "Service shop/checkout-active spec.selector.sluice.dev/color: blue -> green",
            "Service shop/checkout-preview spec.selector.sluice.dev/color: green -> blue",
            "HTTPRoute shop/checkout spec.rules[0].backendRefs[0].name: checkout-green ->"
                + " checkout-blue",
            "HTTPRoute shop/checkout spec.rules[1].backendRefs[0].weight: 100 -> 0",
            "HTTPRoute shop/checkout spec.rules[1].backendRefs[1].weight: 0 -> 100");
  }

  @Test
  void aWeightChangesOnlyTheRoute() {
    assertThat(Changes.between(app(routed(), BOTH), app(routed(), BOTH.withWeight(Weight.of(10)))))
        .containsExactly(
            "HTTPRoute shop/checkout spec.rules[0].backendRefs[0].weight: 100 -> 90",
            "HTTPRoute shop/checkout spec.rules[0].backendRefs[1].weight: 0 -> 10");
  }

  @Test
  void theWeightIsThePreviewColorsWhicheverThatIs() {
    var greenActive = BOTH.withActive(Color.GREEN).withWeight(Weight.of(10));
    var route = one(objects(app(routed(), greenActive)), "HTTPRoute", "checkout");
    assertThat(route.at("spec", "rules").items().get(0).at("backendRefs").value())
        .contains(
            List.of(
                Map.of("name", "checkout-blue", "port", 8080, "weight", 10),
                Map.of("name", "checkout-green", "port", 8080, "weight", 90)));
  }

  @Test
  void aWeightChangesOnlyTheVirtualService() {
    var spec =
        spec().withRouter(VirtualService.of("shop.example").withGateways("istio-system/public"));
    assertThat(Changes.between(app(spec, BOTH), app(spec, BOTH.withWeight(Weight.of(25)))))
        .containsExactly(
            "VirtualService shop/checkout spec.http[0].route[0].weight: 100 -> 75",
            "VirtualService shop/checkout spec.http[0].route[1].weight: 0 -> 25");
  }

  @Test
  void deployingToTheIdleColorTouchesNoObjectOfTheActiveOne() {
    assertThat(Changes.between(app(routed(), BLUE), app(routed(), BOTH)))
        .containsExactly(
            "Deployment shop/checkout-green metadata.labels.app.kubernetes.io/version: 1.0.0 ->"
                + " 2.0.0",
            "Deployment shop/checkout-green metadata.annotations.sluice.dev/exempt-replicas-min-2:"
                + " Retired: this side has no version, so it has no pods. -> none",
            "Deployment shop/checkout-green metadata.annotations.kube-score/ignore:"
                + " deployment-replicas -> none",
            "Deployment shop/checkout-green"
                + " metadata.annotations.polaris.fairwinds.com/deploymentMissingReplicas-exempt:"
                + " true -> none",
            "Deployment shop/checkout-green spec.replicas: 0 -> 3",
            "Deployment shop/checkout-green"
                + " spec.template.metadata.labels.app.kubernetes.io/version: 1.0.0 -> 2.0.0",
            "Deployment shop/checkout-green spec.template.spec.containers[0].image: "
                + image(ONE)
                + " -> "
                + image(TWO));
  }

  @Test
  void aRetiredColorHasNoPodsAndNoAutoscaler() {
    var autoscaled =
        BlueGreenSpec.of(name("checkout"), plain().build(), Autoscaling.byCpu(2, 6, 70));
    var objects = objects(app(autoscaled, BLUE));
    assertThat(one(objects, "Deployment", "checkout-green").at("spec", "replicas").value())
        .contains(0);
    assertThat(objects.ofKind("HorizontalPodAutoscaler").map(a -> a.manifest().name()))
        .containsExactly("checkout-blue");
  }

  @Test
  void anAutoscaledColorLeavesTheNumberOfItsPodsToTheAutoscaler() {
    var autoscaled =
        BlueGreenSpec.of(name("checkout"), plain().build(), Autoscaling.byCpu(2, 6, 70));
    var objects = objects(app(autoscaled, BOTH));
    assertThat(objects.deployments().map(d -> d.at("spec", "replicas").isPresent()))
        .containsOnly(false);
    assertThat(objects.ofKind("HorizontalPodAutoscaler").map(a -> a.manifest().name()))
        .containsExactly("checkout-blue", "checkout-green");
  }

  @Test
  void anAutoscalerKeepsMorePodsWhileAReleaseMovesRequests() {
    var autoscaled =
        BlueGreenSpec.of(name("checkout"), plain().build(), Autoscaling.byCpu(3, 6, 70));
    var kept = BOTH.withMinReplicas(Map.of(Color.GREEN, 5, Color.BLUE, 2));
    assertThat(Changes.between(app(autoscaled, BOTH), app(autoscaled, kept)))
        .containsExactly("HorizontalPodAutoscaler shop/checkout-green spec.minReplicas: 3 -> 5");
  }

  @Test
  void podsAreKeptAsFarAsAnAutoscalerHasRoom() {
    var autoscaled =
        BlueGreenSpec.of(name("checkout"), plain().build(), Autoscaling.byCpu(3, 6, 70));
    assertThat(
            Changes.between(
                app(autoscaled, BOTH),
                app(autoscaled, BOTH.withMinReplicas(Map.of(Color.GREEN, 9)))))
        .containsExactly("HorizontalPodAutoscaler shop/checkout-green spec.minReplicas: 3 -> 5");
    assertThat(
            Changes.between(
                app(routed(), BOTH), app(routed(), BOTH.withMinReplicas(Map.of(Color.GREEN, 5)))))
        .isEmpty();
    assertThatThrownBy(() -> BLUE.withMinReplicas(Map.of(Color.GREEN, 1)))
        .hasMessage(
            "minReplicas.green: Must be between 2 and 1000, got 1.\n"
                + "minReplicas.green: Must not be given while green has no version.");
  }

  @Test
  void aConfigChangeRenamesTheConfigMapAndChangesOnlyTheReference() {
    var before = withConfig("answer: 41\n");
    var after = withConfig("answer: 42\n");
    assertThat(Changes.between(before, after))
        .containsExactly(
            "ConfigMap shop/checkout-blue-config-2131b85a9e: gone",
            "Deployment shop/checkout-blue spec.template.spec.volumes[0].configMap.name:"
                + " checkout-blue-config-2131b85a9e -> checkout-blue-config-3fdcb9e4c2",
            "ConfigMap shop/checkout-green-config-2131b85a9e: gone",
            "Deployment shop/checkout-green spec.template.spec.volumes[0].configMap.name:"
                + " checkout-green-config-2131b85a9e -> checkout-green-config-3fdcb9e4c2",
            "ConfigMap shop/checkout-blue-config-3fdcb9e4c2: new",
            "ConfigMap shop/checkout-green-config-3fdcb9e4c2: new");
  }

  @Test
  void theOrderOfConfigFilesDoesNotRenameTheConfigMap() {
    var one = app(spec(plain().config("a", "1").config("b", "2").build()), BOTH);
    var other = app(spec(plain().config("b", "2").config("a", "1").build()), BOTH);
    assertThat(Changes.between(one, other)).isEmpty();
  }

  @Test
  void whatOneColorOverridesTouchesOnlyThatColor() {
    var spec =
        spec()
            .withColor(
                Color.GREEN,
                side ->
                    new SideSpec(
                        side.workload().toBuilder().env("LOG_LEVEL", "debug").build(),
                        Replicas.of(5)));
    assertThat(Changes.between(app(spec(), BOTH), app(spec, BOTH)))
        .containsExactly(
            "Deployment shop/checkout-green spec.replicas: 3 -> 5",
            "Deployment shop/checkout-green spec.template.spec.containers[0].env[0].name: none ->"
                + " LOG_LEVEL",
            "Deployment shop/checkout-green spec.template.spec.containers[0].env[0].value: none ->"
                + " debug");
  }

  @Test
  void namesOfServicesCanBeThoseOfAPlatform() {
    var names =
        BlueGreenServices.of(name("checkout"))
            .withActive(name("front-door"))
            .withPreview(name("back-door"))
            .withColor(Color.BLUE, name("sky"))
            .withColor(Color.GREEN, name("grass"));
    var objects = objects(app(routed().withServices(names), BOTH));
    assertThat(objects.ofKind("Service").map(service -> service.manifest().name()))
        .containsExactly("front-door", "back-door", "sky", "grass");
    assertThat(
            one(objects, "HTTPRoute", "checkout").at("spec", "rules").items().stream()
                .flatMap(rule -> rule.at("backendRefs").items().stream())
                .map(destination -> destination.at("name").text()))
        .containsExactly("sky", "grass");
  }

  @Test
  void onlyTheActiveServiceKeepsSessions() {
    var sticky =
        spec()
            .withServices(
                BlueGreenServices.of(name("checkout"))
                    .withExposure(
                        ServiceExposure.CLUSTER_IP.withSessionAffinity(Duration.ofHours(3))));
    assertThat(Changes.between(app(spec(), BOTH), app(sticky, BOTH)))
        .containsExactly(
            "Service shop/checkout-active spec.sessionAffinity: none -> ClientIP",
            "Service shop/checkout-active spec.sessionAffinityConfig.clientIP.timeoutSeconds: none"
                + " -> 10800");
  }

  @Test
  void onlyTheActiveServiceIsExposedAndPoliciesLetEverybodyIn() {
    var exposed =
        spec()
            .withServices(
                BlueGreenServices.of(name("checkout"))
                    .withExposure(
                        ServiceExposure.loadBalancer()
                            .withAnnotation("example.com/size", "small")));
    assertThat(Changes.between(app(spec(), BOTH), app(exposed, BOTH)))
        .containsExactly(
            fromEverybodyElse("checkout-blue"),
            fromEverybodyElse("checkout-green"),
            "Service shop/checkout-active spec.type: ClusterIP -> LoadBalancer",
            "Service shop/checkout-active metadata.annotations.example.com/size: none -> small");
  }

  @Test
  void anAnnotationOfTheServiceCountsBeforeOneOfTheApp() {
    var labelled =
        spec(plain().metadata(UserMetadata.NONE.withAnnotation("example.com/size", "any")).build())
            .withServices(
                BlueGreenServices.of(name("checkout"))
                    .withExposure(
                        ServiceExposure.loadBalancer()
                            .withAnnotation("example.com/size", "small")));
    var objects = objects(app(labelled, BOTH));
    assertThat(
            one(objects, "Service", "checkout-active")
                .at("metadata", "annotations", "example.com/size")
                .text())
        .isEqualTo("small");
    assertThat(
            one(objects, "Service", "checkout-preview")
                .at("metadata", "annotations", "example.com/size")
                .text())
        .isEqualTo("any");
  }

  @Test
  void pinnedRequestsGoToThePreviewColorWhileItHasAVersion() {
    var spec =
        spec()
            .withRouter(
                HttpRoute.of("shop.example").withPathPrefix("/pay").withPin("X-Preview", "true"));
    var rules = one(objects(app(spec, BOTH)), "HTTPRoute", "checkout").at("spec", "rules").items();
    assertThat(rules.get(0).value())
        .contains(
            Map.of(
                "matches",
                List.of(
                    Map.of(
                        "path",
                        Map.of("type", "PathPrefix", "value", "/pay"),
                        "headers",
                        List.of(Map.of("name", "X-Preview", "value", "true")))),
                "backendRefs",
                List.of(Map.of("name", "checkout-green", "port", 8080))));
    assertThat(one(objects(app(spec, BLUE)), "HTTPRoute", "checkout").at("spec", "rules").items())
        .hasSize(1);
  }

  @Test
  void permissionsBringAShortLivedToken() {
    var workload =
        plain()
            .permission(
                new Permission("", List.of("configmaps"), List.of("get"), List.of("shared")))
            .build();
    var objects = objects(app(spec(workload), BOTH));
    var pod = one(objects, "Deployment", "checkout-blue").at("spec", "template", "spec");
    assertThat(pod.at("automountServiceAccountToken").value()).contains(false);
    assertThat(pod.at("volumes").value())
        .contains(
            List.of(
                Map.of(
                    "name",
                    "api-token",
                    "projected",
                    Map.of(
                        "defaultMode",
                        0440,
                        "sources",
                        List.of(
                            Map.of(
                                "serviceAccountToken",
                                Map.of("path", "token", "expirationSeconds", 3600)),
                            Map.of(
                                "configMap",
                                Map.of(
                                    "name",
                                    "kube-root-ca.crt",
                                    "items",
                                    List.of(Map.of("key", "ca.crt", "path", "ca.crt")))),
                            Map.of(
                                "downwardAPI",
                                Map.of(
                                    "items",
                                    List.of(
                                        Map.of(
                                            "path",
                                            "namespace",
                                            "fieldRef",
                                            Map.of("fieldPath", "metadata.namespace"))))))))));
    assertThat(pod.at("containers").items().get(0).at("volumeMounts").value())
        .contains(
            List.of(
                Map.of(
                    "name",
                    "api-token",
                    "mountPath",
                    "/var/run/secrets/kubernetes.io/serviceaccount",
                    "readOnly",
                    true)));
    assertThat(one(objects, "Role", "checkout").at("rules").value())
        .contains(
            List.of(
                Map.of(
                    "apiGroups",
                    List.of(""),
                    "resources",
                    List.of("configmaps"),
                    "resourceNames",
                    List.of("shared"),
                    "verbs",
                    List.of("get"))));
  }

  @Test
  void whyConfigMapsAreWrittenIsSaidByTheRoleAlone() {
    var reason = "Its library elects a leader by one.";
    var workload =
        plain()
            .permission(new Permission("", List.of("configmaps"), List.of("patch"), List.of()))
            .exempt(Exemption.RBAC_CONFIG_MAPS, reason)
            .build();
    var objects = objects(app(spec(workload), BOTH));
    assertThat(objects.all().filter(object -> annotation(object).isPresent()))
        .extracting(object -> object.manifest().id() + ": " + annotation(object).text())
        .containsExactly("Role shop/checkout: " + reason);
  }

  private static Field annotation(Field object) {
    return object.at("metadata", "annotations", "sluice.dev/exempt-rbac-config-maps");
  }

  @Test
  void withoutPermissionsThereIsNoTokenAndNoRole() {
    var objects = objects(app(spec(), BOTH));
    assertThat(objects.ofKind("Role", "RoleBinding")).isEmpty();
    assertThat(objects.podSpecs().map(pod -> pod.at("volumes").isPresent())).containsOnly(false);
  }

  @Test
  void theRoutersNamespaceIsLetIn() {
    var policy = one(objects(app(routed(), BOTH)), "NetworkPolicy", "checkout-blue");
    assertThat(policy.at("spec", "ingress").items().get(0).at("from").value())
        .contains(List.of(namespace("gateway"), namespace("shop")));
  }

  @Test
  void proxiesThatRunElsewhereAreLetInInsteadOfTheirGateway() {
    var cluster = CLUSTER.withRouterNamespaces(DnsLabel.parse("routers"));
    var policy =
        one(objects(BlueGreenApp.of(cluster, routed(), BOTH)), "NetworkPolicy", "checkout-blue");
    assertThat(policy.at("spec", "ingress").items().get(0).at("from").value())
        .contains(List.of(namespace("routers"), namespace("shop")));
  }

  @Test
  void aWeightWithoutARouterIsRefused() {
    assertThatThrownBy(() -> app(spec(), BOTH.withWeight(Weight.of(10))))
        .isInstanceOf(InvalidSpecException.class)
        .hasMessage(
            "release.weight: Must be 0, got 10: an app without a router cannot send a share of its"
                + " traffic to the preview color.");
  }

  @Test
  void aWeightForAColorWithoutAVersionIsRefused() {
    assertThatThrownBy(() -> BLUE.withWeight(Weight.of(10)))
        .hasMessage("weight: Must be 0 while green has no version, got 10.");
  }

  @Test
  void allOfTheRequestsAreASwitchAndNoWeight() {
    assertThatThrownBy(() -> BOTH.withWeight(Weight.of(100)))
        .hasMessage(
            "weight: Must be below 100, got 100; to send all traffic to green, set `active` to"
                + " it.");
  }

  @Test
  void switchingToAColorWithoutAVersionIsRefused() {
    assertThatThrownBy(() -> BLUE.withActive(Color.GREEN))
        .hasMessage("versions.green: Must be given, because green is the active color.");
  }

  @Test
  void aVersionWithoutADigestIsRefused() {
    var release = BlueGreenRelease.active(Color.BLUE, Version.parse("1.0.0"));
    assertThatThrownBy(() -> app(spec(), release))
        .hasMessage(
            "release.versions.blue: Must have a digest (`1.0.0@sha256:...`), or give a reason under"
                + " `exemptions.image-pinned`.");
  }

  @Test
  void aVersionWithoutADigestIsTakenForAReason() {
    var workload = plain().exempt(Exemption.IMAGE_PINNED, "Images are rebuilt.").build();
    var app = app(spec(workload), BlueGreenRelease.active(Color.BLUE, Version.parse("1.0.0")));
    assertThat(
            one(objects(app), "Deployment", "checkout-blue")
                .at("metadata", "annotations", "sluice.dev/exempt-image-pinned")
                .text())
        .isEqualTo("Images are rebuilt.");
  }

  @Test
  void anImageOfAnotherRegistryIsRefused() {
    var workload = plain().image(ImageRepository.parse("evil.example/shop/checkout")).build();
    assertThatThrownBy(() -> app(spec(workload), BLUE))
        .hasMessageContaining(
            "image: Must come from a registry of `cluster.registries` (registry.example), got"
                + " `evil.example`.");
  }

  @Test
  void aRouteWithoutAGatewayIsRefused() {
    assertThatThrownBy(() -> BlueGreenApp.of(Cluster.PLAIN, routed(), BLUE))
        .hasMessage(
            "router.httpRoute: Needs a Gateway: set `gateway` here, or `cluster.gateway` for all"
                + " routes.");
  }

  @Test
  void aRequestRateWithoutAMetricIsRefused() {
    var spec =
        BlueGreenSpec.of(name("checkout"), plain().build(), Autoscaling.byRequests(2, 6, "100"));
    assertThatThrownBy(() -> BlueGreenApp.of(Cluster.PLAIN, spec, BLUE))
        .hasMessageContaining(
            "autoscaling.requestsPerSecond: Needs the metric's name in"
                + " `cluster.requestsPerSecondMetric`.");
  }

  @Test
  void colorsWithDifferentPortsAreRefused() {
    var other = plain().ports(Ports.of(Port.of("http", 8081))).build();
    assertThatThrownBy(
            () -> spec().withColor(Color.GREEN, side -> new SideSpec(other, side.scaling())))
        .hasMessage(
            "colors: Both colors must have the same namespace, image, ports, permissions, labels"
                + " and annotations, but differ in ports.");
  }

  private static BlueGreenSpec spec() {
    return spec(plain().build());
  }

  private static BlueGreenSpec spec(Workload workload) {
    Scaling three = Replicas.of(3);
    return BlueGreenSpec.of(name("checkout"), workload, three);
  }

  private static BlueGreenSpec routed() {
    return spec().withRouter(HttpRoute.of("shop.example"));
  }

  private static BlueGreenApp withConfig(String content) {
    return app(spec(plain().config("app.yaml", content).build()), BOTH);
  }

  private static BlueGreenApp app(BlueGreenSpec spec, BlueGreenRelease release) {
    return BlueGreenApp.of(CLUSTER, spec, release);
  }

  private static Map<String, ?> namespace(String name) {
    return Map.of(
        "namespaceSelector", Map.of("matchLabels", Map.of("kubernetes.io/metadata.name", name)));
  }

  private static String image(Version version) {
    return "registry.example/shop/checkout:" + version;
  }

  private static String fromEverybodyElse(String policy) {
    return "NetworkPolicy shop/"
        + policy
        + " spec.ingress[0].from[1].ipBlock.cidr: none -> 0.0.0.0/0";
  }
}
