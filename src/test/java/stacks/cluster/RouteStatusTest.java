package stacks.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tests the status that Gateways report for a route in its third generation. */
class RouteStatusTest {
  private static final Map<String, Object> PUBLIC =
      Map.of("name", "public", "namespace", "gateway", "sectionName", "https");

  private static Map<String, Object> condition(String type, String status, int generation) {
    return Map.of(
        "type",
        type,
        "status",
        status,
        "observedGeneration",
        generation,
        "reason",
        "BackendNotFound",
        "message",
        "no Service\nof this name");
  }

  private static RouteStatus route(List<Map<String, Object>> conditions) {
    return new RouteStatus(
        3,
        Map.of(
            "spec",
            Map.of("parentRefs", List.of(PUBLIC)),
            "status",
            Map.of("parents", List.of(Map.of("parentRef", PUBLIC, "conditions", conditions)))));
  }

  @Test
  void aRouteIsAcceptedWhenItsBackendsAreFoundToo() {
    var conditions =
        List.of(condition("Accepted", "True", 3), condition("ResolvedRefs", "True", 4));
    assertThat(route(conditions).problem()).isEmpty();
  }

  @Test
  void aConditionOfAnEarlierGenerationSaysNothing() {
    var conditions =
        List.of(condition("Accepted", "True", 3), condition("ResolvedRefs", "True", 2));
    assertThat(route(conditions).problem())
        .contains("Gateway public has not reported `ResolvedRefs` for its current generation");
  }

  @Test
  void aRefusalIsShownWithItsReasonOnOneLine() {
    var conditions =
        List.of(condition("Accepted", "True", 3), condition("ResolvedRefs", "False", 3));
    assertThat(route(conditions).problem())
        .contains(
            "Gateway public reports ResolvedRefs=False, BackendNotFound: no Service of this name");
  }

  @Test
  void aGatewayThatIsNotThereSaysNothing() {
    var route = new RouteStatus(1, Map.of("spec", Map.of("parentRefs", List.of(PUBLIC))));
    assertThat(route.problem()).contains("Gateway public has not reported a status for it");
  }

  @Test
  void anotherListenersWordIsNotTheRoutes() {
    var other = Map.of("name", "public", "sectionName", "http");
    var said = Map.of("parentRef", other, "conditions", List.of());
    var route =
        new RouteStatus(
            1,
            Map.of(
                "spec", Map.of("parentRefs", List.of(PUBLIC)),
                "status", Map.of("parents", List.of(said))));
    assertThat(route.problem()).contains("Gateway public has not reported a status for it");
  }
}
