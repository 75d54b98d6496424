package rollouts.analysis;

/** The value of a metric of one side, or why there is none. */
public sealed interface Measurement {
  /**
   * A number.
   *
   * @param value finite, in Prometheus' units: seconds, ratios
   * @param samples the samples that it is based on, in words; empty if they are not counted
   */
  record Figure(double value, String samples) implements Measurement {
    public Figure {
      if (!Double.isFinite(value)) {
        throw new IllegalArgumentException("A value must be finite, got " + value);
      }
    }
  }

  /** There is no data. */
  record NoData(String hint) implements Measurement {}

  /** The result is not a number, usually because zero was divided by zero. */
  record NotANumber() implements Measurement {}

  /** The result is infinite, usually because of a division by zero. */
  record Infinite() implements Measurement {}

  /**
   * Too few samples for a verdict.
   *
   * @param word the noun for the samples, such as {@code requests}
   */
  record TooFewSamples(long found, long needed, String word) implements Measurement {}

  /** A query has several results, and nothing says which of them counts. */
  record ManySeries(int count) implements Measurement {}

  /** The measurement failed. */
  record Failed(String error) implements Measurement {}

  /** Returns the measurement of a number, which may be NaN or infinite. */
  static Measurement of(double value, String samples) {
    if (Double.isNaN(value)) {
      return new NotANumber();
    }
    return Double.isInfinite(value) ? new Infinite() : new Figure(value, samples);
  }

  /** Returns why there is no value, as a part of a sentence. */
  default String shortage() {
    if (this instanceof NoData none) {
      return "no data (" + none.hint + ")";
    }
    if (this instanceof NotANumber) {
      return "not a number (NaN)";
    }
    if (this instanceof Infinite) {
      return "infinite";
    }
    if (this instanceof TooFewSamples few) {
      return few.found
          + " "
          + few.word
          + ", fewer than the "
          + few.needed
          + " that a verdict needs";
    }
    if (this instanceof ManySeries many) {
      return many.count
          + " series, but a verdict needs one: aggregate them, for example with sum(...)";
    }
    if (this instanceof Failed failed) {
      return failed.error;
    }
    throw new IllegalStateException("No shortage: " + this);
  }
}
