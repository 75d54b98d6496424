package stacks.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import charts.Manifest;
import charts.RouteKind;
import e2e.Core;
import e2e.SharesCluster;
import environments.values.Color;
import environments.values.Weight;
import environments.workload.Autoscaling;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import stacks.Checkout;
import stacks.TestNamespace;
import stacks.cluster.Fabric8Cluster;
import stacks.cluster.Ticker;
import stacks.guard.Move.Serving;

/**
 * Tests the guard with shares and routes on the cluster that {@code KUBECONFIG} names. Needs the
 * test images and the Gateway {@code gateway/public}.
 */
@Core
@SharesCluster
final class GuardIT {
  /** The part of Istio's definition that a route needs. */
  private static final String VIRTUAL_SERVICES =
      """
      apiVersion: apiextensions.k8s.io/v1
      kind: CustomResourceDefinition
      metadata: {name: virtualservices.networking.istio.io}
      spec:
        group: networking.istio.io
        scope: Namespaced
        names: {kind: VirtualService, plural: virtualservices, singular: virtualservice}
        versions:
          - name: v1
            served: true
            storage: true
            schema:
              openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}
      """;

  private final Fabric8Cluster cluster = Fabric8Cluster.of(Optional.empty());
  private final KubernetesClient client = cluster.client();
  private final TestNamespace namespace = TestNamespace.of(client, "sec-guard");
  private final Readiness readiness = new Readiness(cluster, Ticker.SYSTEM);
  private final List<String> warnings = new ArrayList<>();
  private final Guard guard = new Guard(cluster, cluster, Ticker.SYSTEM, warnings::add);
  private final Checkout checkout = namespace.checkout();

  @BeforeEach
  void makeNamespace() {
    namespace.make();
  }

  @AfterEach
  void close() {
    namespace.delete();
    cluster.close();
  }

  /** Blue is the stable track, and green the canary. */
  @Test
  void anUndersizedStableSideIsGrownBeforeItTakesAllBack() {
    var stable = checkout.withScaling(Autoscaling.byCpu(2, 6, 70));
    namespace.apply(
        stable.manifests().stream().filter(manifest -> !manifest.name().contains("green")));
    namespace.apply(
        checkout.manifests().stream().filter(manifest -> manifest.name().contains("green")));
    readiness.await(stable.deployment(Color.BLUE));
    readiness.await(checkout.deployment(Color.GREEN));
    guard.beforeMove(
        new Move(
            "checkout",
            stable.deployment(Color.BLUE),
            List.of(
                new Serving(stable.deployment(Color.BLUE), 50),
                new Serving(checkout.deployment(Color.GREEN), 50)),
            "checkout-blue",
            Weight.of(100),
            Direction.ROLLBACK,
            List.of(),
            Optional.empty(),
            Optional.empty()));
    assertThat(cluster.endpoints(namespace.name(), "checkout-blue")).hasSize(4);
    assertThat(warnings).isEmpty();
  }

  @Test
  void aRouteIsMovedWhenItsGatewayHasAcceptedIt() {
    namespace.apply(
        checkout.manifests().stream().filter(manifest -> !manifest.name().contains("blue")));
    readiness.await(checkout.deployment(Color.GREEN));
    var good = moveBy(httpRoute("public", "checkout-preview"));
    namespace.apply(good.moved().stream());
    guard.afterMove(good);
    var lost = moveBy(httpRoute("public", "nobody"));
    namespace.apply(lost.moved().stream());
    assertThatThrownBy(() -> guard.afterMove(lost))
        .isInstanceOf(GuardException.class)
        .hasMessageContaining(": Gateway public reports ResolvedRefs=False, BackendNotFound: ")
        .hasMessageContaining("The traffic may not have moved");
    var elsewhere = moveBy(httpRoute("nowhere", "checkout-preview"));
    namespace.apply(elsewhere.moved().stream());
    assertThatThrownBy(() -> guard.afterMove(elsewhere))
        .isInstanceOf(GuardException.class)
        .hasMessageContaining(": Gateway nowhere has not reported a status for it.");
  }

  @Test
  void aVirtualServiceIsMovedWhenItHasItsWeights() {
    var definition = client.resource(VIRTUAL_SERVICES).create();
    try {
      client.resource(definition).waitUntilCondition(GuardIT::isEstablished, 30, TimeUnit.SECONDS);
      namespace.apply(
          checkout.manifests().stream().filter(manifest -> !manifest.name().contains("blue")));
      readiness.await(checkout.deployment(Color.GREEN));
      namespace.apply(Stream.of(virtualService(10)));
      assertThat(cluster.weights(RouteKind.VIRTUAL_SERVICE, namespace.name(), "checkout"))
          .isEqualTo(Map.of("checkout-blue", 90, "checkout-green", 10));
      guard.afterMove(moveBy(virtualService(10)));
      assertThatThrownBy(() -> guard.afterMove(moveBy(virtualService(20))))
          .isInstanceOf(GuardException.class)
          .hasMessageContaining(
              "must have the weights {checkout-blue=80, checkout-green=20}, got"
                  + " {checkout-blue=90, checkout-green=10}");
    } finally {
      client.resource(definition).delete();
    }
  }

  private static boolean isEstablished(Object definition) {
    return definition instanceof CustomResourceDefinition found
        && found.getStatus() != null
        && found.getStatus().getConditions() != null
        && found.getStatus().getConditions().stream()
            .anyMatch(
                each -> each.getType().equals("Established") && each.getStatus().equals("True"));
  }

  private Move moveBy(Manifest route) {
    var move = checkout.toGreen();
    return new Move(
        move.app(),
        move.receiving(),
        move.serving(),
        move.receivingService(),
        Weight.of(10),
        Direction.FORWARD,
        List.of(route),
        move.smokeTest(),
        move.job());
  }

  private Manifest httpRoute(String gateway, String other) {
    return route(
        "gateway.networking.k8s.io/v1",
        "HTTPRoute",
        Map.of(
            "parentRefs",
            List.of(Map.of("name", gateway, "namespace", "gateway")),
            "hostnames",
            List.of("sec-guard.example"),
            "rules",
            List.of(
                Map.of(
                    "backendRefs", List.of(backend(other, 90), backend("checkout-green", 10))))));
  }

  private static Map<String, Object> backend(String service, int weight) {
    return Map.of("name", service, "port", 8080, "weight", weight);
  }

  private Manifest virtualService(int percent) {
    return route(
        "networking.istio.io/v1",
        "VirtualService",
        Map.of(
            "hosts",
            List.of("sec-guard.example"),
            "http",
            List.of(
                Map.of(
                    "route",
                    List.of(
                        destination("checkout-blue", 100 - percent),
                        destination("checkout-green", percent))))));
  }

  private Map<String, Object> destination(String service, int weight) {
    var host = service + "." + namespace.name() + ".svc.cluster.local";
    return Map.of("destination", Map.of("host", host), "weight", weight);
  }

  private Manifest route(String apiVersion, String kind, Map<String, Object> spec) {
    return new Manifest(
        Map.of(
            "apiVersion",
            apiVersion,
            "kind",
            kind,
            "metadata",
            Map.of("name", "checkout", "namespace", namespace.name()),
            "spec",
            spec));
  }
}
