package stacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import charts.Manifest;
import environments.reader.EnvironmentFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stacks.program.StackState;
import synth.Project;

/** Tests what a release of an app allows Pulumi to change. */
final class TargetsTest {
  private static final String APPS =
      """
      version: 1
      namespaces:
        shop: {}
        spare: {}
      exemptions:
        image-pinned: These images are examples.
      apps:
        cart:
          strategy: autoscaled
          namespace: shop
          image: registry.example/shop/cart
          ports:
            http: {containerPort: 8080}
          probes:
            readiness: {httpGet: {port: http, path: /ready}}
            liveness: {httpGet: {port: http, path: /live}}
          resources:
            requests: {cpu: 100m, memory: 64Mi}
            limits: {cpu: 500m, memory: 128Mi}
          secrets: {token: /etc/token}
          autoscaling: {minReplicas: 2, maxReplicas: 4, cpu: 70%}
      """;

  private static final String CART = States.URN + "sluice:index:App::cart";
  private static final String STORE = States.URN + "sluice:index:App::cart-store";
  private static final String OLD =
      States.URN + "sluice:index:App$kubernetes:core/v1:ConfigMap::shop/cart-config-old";

  private static final List<String> OWN =
      List.of(
          "**::sluice:index:App::cart",
          "**$kubernetes:apps/v1:Deployment::shop/cart",
          "**$kubernetes:autoscaling/v2:HorizontalPodAutoscaler::shop/cart",
          "**$kubernetes:core/v1:Service::shop/cart",
          "**$kubernetes:core/v1:ServiceAccount::shop/cart",
          "**$kubernetes:networking.k8s.io/v1:NetworkPolicy::shop/cart",
          "**$kubernetes:policy/v1:PodDisruptionBudget::shop/cart");

  private static final List<String> SHARED =
      List.of(
          "**$kubernetes:core/v1:Namespace::spare",
          "**$kubernetes:scheduling.k8s.io/v1:PriorityClass::workload",
          "**::sluice:index:Manifests::own",
          "**$kubernetes:core/v1:ConfigMap::shop/own",
          "**$kubernetes:core/v1:Secret::shop/token");

  @TempDir private Path folder;

  @BeforeEach
  void twoAppsOfWhichOneNameBeginsWithTheOther() {
    int cart = APPS.indexOf("  cart:");
    new Project(folder)
        .write(
            "environments/base.yaml",
            APPS + APPS.substring(cart).replace("  cart:", "  cart-store:"))
        .write("environments/test.yaml", "version: 1\nmanifests: {own: {files: [own.yaml]}}\n")
        .write(
            "own.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: own, namespace: shop}\n")
        .write(
            "Pulumi.test.yaml",
            """
            config:
              sluice:rollouts:
                cart: {version: 1.0.0}
                cart-store: {version: 1.0.0}
              sluice:secrets:
                shop: {token: {key: {secure: "v1:bm9uY2Vub25jZQ==:Y2lwaGVy"}}}
            """);
  }

  private List<String> targets(StackState state) {
    var inputs = EnvironmentFiles.in(folder).read("test");
    var environment = inputs.environment();
    var cart = environment.apps().get(0);
    return LiveStack.targets(state, environment, inputs.settings(), cart);
  }

  private static Map<String, Object> environment() {
    return States.resource(
        States.URN + "sluice:index:Environment::_environment", "sluice:index:Environment", "stack");
  }

  @Test
  void beforeTheFirstUpdateAllThatTheAppNeedsIsATarget() {
    assertThat(targets(States.EMPTY))
        .containsExactlyInAnyOrderElementsOf(
            withTargets(
                "**::sluice:index:Environment::_environment",
                "**$kubernetes:core/v1:Namespace::shop"));
  }

  /** Returns what is missing in each of these tests, in addition to the app's own objects. */
  private static List<String> withTargets(String... more) {
    return Stream.of(OWN.stream(), SHARED.stream(), Stream.of(more))
        .flatMap(Function.identity())
        .toList();
  }

  @Test
  void whatWasBeingMadeWhenAnUpdateEndedIsKnown() {
    var state =
        StackState.of(
            Map.of(
                "manifest",
                Map.of(),
                "resources",
                List.of(States.resource(urn("made-since"), "kubernetes:core/v1:Secret", CART)),
                "pending_operations",
                List.of(
                    pending("creating", "token"),
                    pending("creating", "made-since"),
                    pending("updating", "other"))));
    assertThat(state.pendingCreates("cart")).isEqualTo(List.of(secret("token")));
    assertThat(state.hasPendingCreates("cart-store")).isFalse();
    assertThat(state.hasPendingCreatesBeside("cart")).isFalse();
    assertThat(state.hasPendingCreatesBeside("cart-store")).isTrue();
    assertThat(States.EMPTY.hasPendingCreates("cart")).isFalse();
  }

  private static Map<String, Object> pending(String type, String name) {
    return Map.of(
        "type",
        type,
        "resource",
        Map.of("urn", urn(name), "parent", CART, "inputs", secret(name).fields()));
  }

  private static String urn(String name) {
    return States.URN + "sluice:index:App$kubernetes:core/v1:Secret::shop/" + name;
  }

  private static Manifest secret(String name) {
    return new Manifest(
        Map.of(
            "apiVersion",
            "v1",
            "kind",
            "Secret",
            "metadata",
            Map.of("name", name, "namespace", "shop")));
  }

  @Test
  void whatIsNoStateIsNotTakenForAnEmptyOne() {
    assertThatThrownBy(() -> StackState.of(Map.of())).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theAppIsTargetedWithWhatItHadAndWhatIsSharedOnlyWhereItIsMissing() {
    var shop = States.shared("kubernetes:core/v1:Namespace", "shop");
    var old = States.resource(OLD, "kubernetes:core/v1:ConfigMap", CART);
    var others =
        States.resource(
            States.URN
                + "sluice:index:App$kubernetes:core/v1:ConfigMap::shop/cart-store-config-old",
            "kubernetes:core/v1:ConfigMap",
            STORE);
    assertThat(targets(States.of(List.of(environment(), shop, old, others))))
        .containsExactlyInAnyOrderElementsOf(withTargets(OLD));
  }

  @Test
  void whatTheStackTellsOfAppsIsThatOfItsOutputs() {
    var apps = Map.<String, Object>of("cart", Map.of("version", "1.0.0"));
    assertThat(States.of(List.of(States.stack(apps))).outputs().apps()).isEqualTo(apps);
    assertThat(States.EMPTY.outputs().apps()).isEmpty();
  }
}
