package rollouts.analysis;

/** The verdict on a measurement. Only a good value from enough samples passes. */
public enum Verdict {
  PASS,
  FAIL,
  INCONCLUSIVE,
  ERROR;

  /** Returns the verdict on a measurement without a value. */
  static Verdict without(Measurement measurement) {
    if (measurement instanceof Measurement.Failed
        || measurement instanceof Measurement.ManySeries) {
      return ERROR;
    }
    if (measurement instanceof Measurement.Figure) {
      throw new IllegalArgumentException("A figure is judged by its thresholds: " + measurement);
    }
    return INCONCLUSIVE;
  }
}
