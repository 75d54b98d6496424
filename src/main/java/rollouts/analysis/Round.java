package rollouts.analysis;

import environments.values.DnsLabel;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * All metrics, measured at the same time.
 *
 * @param at the time by the caller's clock
 * @param measured the measurements by metric
 * @param warnings the warnings that Prometheus gave with its answers
 */
public record Round(Duration at, Map<DnsLabel, Measured> measured, List<String> warnings) {
  public Round {
    measured = Map.copyOf(measured);
    warnings = List.copyOf(warnings);
  }

  /** Returns a round without warnings. */
  public static Round of(Duration at, Map<DnsLabel, Measured> measured) {
    return new Round(at, measured, List.of());
  }
}
