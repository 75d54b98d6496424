package stacks.guard;

import charts.Manifest;
import environments.analysis.SmokeTest;
import environments.values.Weight;
import java.util.List;
import java.util.Optional;

/**
 * Traffic that goes to a side of an app.
 *
 * @param receiving its Deployment
 * @param serving the sides that have traffic now, in the order of the app's; none on a first deploy
 * @param receivingService the Service that selects the receiving side alone, such as
 *     {@code checkout-green}
 * @param share of the requests that the receiving side will have; 100 where a selector switches
 * @param direction on the way back lacking pods do not keep it from going
 * @param moved the Services or the route that move the traffic, as they will be
 * @param smokeTest what the receiving side is asked before
 * @param job what must have succeeded before
 */
public record Move(
    String app,
    Manifest receiving,
    List<Serving> serving,
    String receivingService,
    Weight share,
    Direction direction,
    List<Manifest> moved,
    Optional<SmokeTest> smokeTest,
    Optional<Manifest> job) {
  /**
   * A side that has traffic.
   *
   * @param parts of the requests, at least one; only the proportions count
   */
  public record Serving(Manifest deployment, int parts) {}

  public Move {
    serving = List.copyOf(serving);
    moved = List.copyOf(moved);
  }

  boolean isReceiving(Serving side) {
    return side.deployment().name().equals(receiving.name());
  }

  String namespace() {
    return receiving.namespace();
  }
}
