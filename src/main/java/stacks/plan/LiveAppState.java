package stacks.plan;

import environments.values.SideName;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The live state of an app.
 *
 * @param sides the live state of each side
 * @param shares the share of each side, in percent
 * @param baseline the color of the active Service or, if that has no traffic, the one with the
 *     most; the stable track; or the app's only side
 * @param drift the differences from the release state, one per line
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
   * The live state of a side.
   *
   * @param image the image of its pods; empty if there is no Deployment
   * @param replicas the desired number of pods
   * @param readyPods the number of ready pods
   */
  public record LiveSide(Optional<String> image, int replicas, int readyPods) {}
}
