package rollouts.analysis;

/**
 * What a measurement says of a release. Only what was measured well enough, and is good, passes.
 */
public enum Verdict {
  PASS,
  FAIL,
  INCONCLUSIVE,
  ERROR;

  /** Of a measurement that is no value. */
  static Verdict without(Measurement measurement) {
    if (measurement instanceof Measurement.Failed
        || measurement instanceof Measurement.ManySeries) {
      return ERROR;
    }
    if (measurement instanceof Measurement.Figure) {
      throw new IllegalArgumentException("A value has a verdict of its own: " + measurement);
    }
    return INCONCLUSIVE;
  }
}
