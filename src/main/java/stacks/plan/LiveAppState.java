package stacks.plan;

import environments.values.SideName;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An app as it is in the cluster.
 *
 * @param sides by color or track; for an app without sides by its own name
 * @param shares of the requests that each side takes, in percent
 * @param baseline the color of the active Service or, if that has no traffic, the one with the
 *     most; the stable track; or the app's one side
 * @param drift what differs from the release state, a line each
 */
public record LiveAppState(
    Map<SideName, LiveSide> sides,
    Map<SideName, Integer> shares,
    SideName baseline,
    List<String> drift) {
  public LiveAppState {
    sides = Map.copyOf(sides);
    shares = Map.copyOf(shares);
    drift = List.copyOf(drift);
  }

  /**
   * One of its sides.
   *
   * @param image of its pods; empty if there is no Deployment
   * @param replicas what is asked for
   * @param readyPods how many of them are ready
   */
  public record LiveSide(Optional<String> image, int replicas, int readyPods) {}
}
