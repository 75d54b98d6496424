package rollouts.analysis;

import java.util.Optional;

/**
 * The measurements of one metric.
 *
 * @param receiving the measurement of the side with the new version
 * @param stable the measurement of the side that serves; empty if it is not needed
 */
public record Measured(Measurement receiving, Optional<Measurement> stable) {
  public static Measured of(Measurement receiving) {
    return new Measured(receiving, Optional.empty());
  }

  public static Measured of(Measurement receiving, Measurement stable) {
    return new Measured(receiving, Optional.of(stable));
  }
}
