package rollouts.analysis;

/** What a metric of one side is, or why nobody can say. */
public sealed interface Measurement {
  /**
   * A number.
   *
   * @param value finite; in Prometheus' units: seconds, shares of 1
   * @param samples what it was made of, in words; empty where nobody counts
   */
  record Figure(double value, String samples) implements Measurement {
    public Figure {
      if (!Double.isFinite(value)) {
        throw new IllegalArgumentException("A value must be finite, got " + value);
      }
    }
  }

  /** There is nothing. */
  record NoData(String hint) implements Measurement {}

  /** A division of nothing by nothing, most often. */
  record NotANumber() implements Measurement {}

  /** A division by nothing, most often. */
  record Infinite() implements Measurement {}

  /**
   * Too little for a verdict.
   *
   * @param word what is counted
   */
  record TooFewSamples(long found, long needed, String word) implements Measurement {}

  /** A query has several results, and nobody said which of them counts. */
  record ManySeries(int count) implements Measurement {}

  /** It could not be measured. */
  record Failed(String error) implements Measurement {}

  /** That of a number that may be none. */
  static Measurement of(double value, String samples) {
    if (Double.isNaN(value)) {
      return new NotANumber();
    }
    return Double.isInfinite(value) ? new Infinite() : new Figure(value, samples);
  }

  /** Why there is no value, as a part of a sentence. */
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
      return few.found + " " + few.word + ", of the " + few.needed + " that a verdict takes";
    }
    if (this instanceof ManySeries many) {
      return many.count + " series, where a verdict takes one: aggregate them, as by sum(...)";
    }
    if (this instanceof Failed failed) {
      return failed.error;
    }
    throw new IllegalStateException("A value lacks nothing: " + this);
  }
}
