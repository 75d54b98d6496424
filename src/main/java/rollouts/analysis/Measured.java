package rollouts.analysis;

import java.util.Optional;

/**
 * The measurements of one metric.
 *
 * @param receiving of the side with the new version
 * @param stable of the side that serves; empty if nothing is compared with it
 */
public record Measured(Measurement receiving, Optional<Measurement> stable) {
  public static Measured of(Measurement receiving) {
    return new Measured(receiving, Optional.empty());
  }

  public static Measured of(Measurement receiving, Measurement stable) {
    return new Measured(receiving, Optional.of(stable));
  }
}
