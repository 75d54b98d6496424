package rollouts.analysis;

import java.util.Optional;

/**
 * What one metric is.
 *
 * @param receiving of the side whose version is new
 * @param stable of the side that serves; empty where nothing compares with it
 */
public record Measured(Measurement receiving, Optional<Measurement> stable) {
  public static Measured of(Measurement receiving) {
    return new Measured(receiving, Optional.empty());
  }

  public static Measured of(Measurement receiving, Measurement stable) {
    return new Measured(receiving, Optional.of(stable));
  }
}
