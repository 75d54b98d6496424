package rollouts.analysis;

import environments.analysis.Analysis;
import java.util.Optional;

/** Measures the metrics of an analysis. */
public interface Measurements {
  /**
   * Never throws for what it cannot measure: that is a measurement, too.
   *
   * @param receiving the side whose version is new
   * @param stable the side that serves, for what is relative to it
   */
  Round measure(Analysis analysis, MeasuredSide receiving, MeasuredSide stable);

  /** Why nothing can be measured, before any traffic moves; empty if it can. */
  Optional<String> trouble(Analysis analysis);
}
