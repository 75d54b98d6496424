package rollouts.analysis;

import environments.analysis.Analysis;
import java.util.Optional;

/** Measures the metrics of an analysis. */
public interface Measurements {
  /**
   * Measures all metrics. A metric that cannot be measured yields a measurement that says why, not
   * an exception.
   *
   * @param receiving the side with the new version
   * @param stable the side that serves, for relative thresholds
   */
  Round measure(Analysis analysis, MeasuredSide receiving, MeasuredSide stable);

  /** Returns why nothing can be measured, before any traffic moves; empty if it can. */
  Optional<String> trouble(Analysis analysis);
}
