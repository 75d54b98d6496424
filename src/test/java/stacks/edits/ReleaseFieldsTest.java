package stacks.edits;

import static org.assertj.core.api.Assertions.assertThat;

import charts.EnvironmentChart;
import charts.Manifest;
import environments.values.Color;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import stacks.Checkout;
import stacks.cluster.FieldPath;
import stacks.plan.Layout;

/** Tests what `adopt` takes over, what is never undone, and what is configured elsewhere. */
final class ReleaseFieldsTest {
  private static final Layout CHECKOUT =
      Layout.of(Checkout.of("shop").app(), EnvironmentChart.of(Checkout.of("shop").app()));
  private static final FieldPath REPLICAS = FieldPath.of("spec", "replicas");

  private static Edit.Kind kind(Manifest manifest, FieldPath path, Object live, Object wanted) {
    return ReleaseFields.kind(Optional.of(CHECKOUT), manifest, path, live, Optional.of(wanted));
  }

  private static Edit.Kind ofRoute(Object live) {
    var route =
        new Manifest(
            Map.of(
                "apiVersion",
                "gateway.networking.k8s.io/v1",
                "kind",
                "HTTPRoute",
                "metadata",
                Map.of("name", "checkout")));
    return kind(
        route, FieldPath.of("spec", "rules"), live, List.of(rule("checkout-blue", 100, "5s")));
  }

  private static Map<String, Object> rule(String service, int weight, String timeout) {
    return Map.of(
        "backendRefs",
        List.of(Map.of("name", service, "weight", weight)),
        "timeouts",
        Map.of("request", timeout));
  }

  @Test
  void weightsAloneAreAdopted() {
    assertThat(ofRoute(List.of(rule("checkout-blue", 80, "5s")))).isEqualTo(Edit.Kind.RELEASE);
  }

  @Test
  void whatMovesTrafficInAnotherWayIsNeitherAdoptedNorUndone() {
    assertThat(ofRoute(List.of(rule("checkout-blue", 80, "9s")))).isEqualTo(Edit.Kind.TRAFFIC);
    assertThat(ofRoute(List.of(rule("elsewhere", 100, "5s")))).isEqualTo(Edit.Kind.TRAFFIC);
    assertThat(
            kind(
                CHECKOUT.sideServices().get(0),
                FieldPath.of("spec", "selector"),
                Map.of("sluice.dev/color", "green"),
                Map.of("sluice.dev/color", "blue")))
        .isEqualTo(Edit.Kind.TRAFFIC);
  }

  @Test
  void whatMovesNoTrafficIsConfiguredElsewhere() {
    assertThat(ofRoute(List.of(rule("checkout-blue", 100, "9s")))).isEqualTo(Edit.Kind.OTHER);
    assertThat(kind(CHECKOUT.deployment(Color.BLUE.side()), REPLICAS, 5, 2))
        .isEqualTo(Edit.Kind.OTHER);
  }

  /** A side without pods has no version. */
  @Test
  void podsWhereThereAreToBeNoneAndNoneWhereThereAreToBeSomeAreAVersion() {
    assertThat(kind(CHECKOUT.deployment(Color.BLUE.side()), REPLICAS, 0, 2))
        .isEqualTo(Edit.Kind.RELEASE);
    assertThat(kind(CHECKOUT.deployment(Color.BLUE.side()), REPLICAS, 2, 0))
        .isEqualTo(Edit.Kind.RELEASE);
  }
}
