package stacks;

import charts.Manifest;
import environments.SmokeTest;
import environments.Weight;
import java.util.List;
import java.util.Optional;

/**
 * Traffic that goes to a side of an app.
 *
 * @param receiving its Deployment
 * @param serving the Deployment of the side that has the traffic now; empty on a first deploy
 * @param receivingService the Service that selects the receiving side alone, such as {@code checkout-green}
 * @param share of the requests that the receiving side will have; 100 where a selector switches
 * @param moved the Services or the route that move the traffic, as they will be
 * @param smokeTest what the receiving side is asked before
 */
record Move(
    String app,
    Manifest receiving,
    Optional<Manifest> serving,
    String receivingService,
    Weight share,
    List<Manifest> moved,
    Optional<SmokeTest> smokeTest) {
  Move {
    moved = List.copyOf(moved);
  }

  String namespace() {
    return receiving.namespace();
  }
}
