package stacks.guard;

import charts.Manifest;
import environments.analysis.SmokeTest;
import environments.values.Weight;
import java.util.List;
import java.util.Optional;

/**
 * A move of traffic to a side of an app.
 *
 * @param receiving its Deployment
 * @param serving the sides that have traffic now, in the order of the app; empty on a first
 *     deployment
 * @param receivingService the Service that selects only the receiving side, such as {@code
 *     checkout-green}
 * @param share of the receiving side after the move; 100 where a selector switches
 * @param direction in a rollback, missing pods do not prevent the move
 * @param moved the Services or the route that move the traffic, as they will be applied
 * @param smokeTest of the receiving side, which must pass first
 * @param job that must have succeeded first
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
   * @param parts of the traffic, at least one; only the proportions count
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
