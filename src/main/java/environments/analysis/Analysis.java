package environments.analysis;

import environments.text.Choice;
import environments.text.Durations;
import environments.text.Fault;
import environments.text.Rules;
import environments.text.SpecPath;
import environments.values.DnsLabel;
import environments.values.Weight;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * How traffic moves to a new version in steps, and what is measured in the meantime.
 *
 * <pre>{@code
 * Analysis.of(
 *         PrometheusMetric.of(
 *             DnsLabel.parse("error-rate"), Query.ErrorRate.standard(), Thresholds.max("1%")))
 *     .withSteps(10, 50)
 * }</pre>
 *
 * @param steps increasing weights, 1 to 99; 5, 10, 25, 50 and 75 by default; empty if all
 *     traffic moves at once
 * @param interval the minimum duration of a step, and the time between two measurements; 5 s to
 *     1 h, 60 s by default
 * @param bake how long the old version waits and the new one is measured after all traffic has
 *     moved; 0 s to 1 h, 60 s by default
 * @param metrics in the order in which they are shown
 */
public record Analysis(
    List<Weight> steps, Duration interval, Duration bake, Limits limits, List<Metric> metrics) {
  public static final List<Weight> DEFAULT_STEPS = weights(5, 10, 25, 50, 75);
  public static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(60);
  public static final Duration DEFAULT_BAKE = Duration.ofSeconds(60);

  public Analysis {
    steps = List.copyOf(steps);
    metrics = List.copyOf(metrics);
    var rules =
        Rules.check()
            .value(
                Durations.between(interval, 5, 3600),
                "interval",
                () -> Fault.of("Must be between 5s and 1h", Durations.text(interval)))
            .value(
                Durations.between(bake, 0, 3600),
                "bake",
                () -> Fault.of("Must be between 0s and 1h", Durations.text(bake)));
    checkSteps(rules, steps);
    var names = new HashSet<DnsLabel>();
    for (var metric : metrics) {
      rules.that(
          names.add(metric.name()),
          "metrics",
          () -> "Duplicate metric `" + metric.name() + "`; rename one.");
      metric.checkInterval(rules, SpecPath.of("metrics", metric.name()), interval);
    }
    rules.enforce();
  }

  /** Returns an analysis with the default steps, interval, bake and limits. */
  public static Analysis of(Metric... metrics) {
    return new Analysis(
        DEFAULT_STEPS, DEFAULT_INTERVAL, DEFAULT_BAKE, Limits.DEFAULT, List.of(metrics));
  }

  /** Returns the analysis without steps, for an app whose traffic moves all at once. */
  public Analysis withSteps(int... percentages) {
    return new Analysis(weights(percentages), interval, bake, limits, metrics);
  }

  public Analysis withInterval(Duration time) {
    return new Analysis(steps, time, bake, limits, metrics);
  }

  public Analysis withBake(Duration time) {
    return new Analysis(steps, interval, time, limits, metrics);
  }

  public Analysis withLimits(Limits other) {
    return new Analysis(steps, interval, bake, other, metrics);
  }

  /**
   * Returns what can be measured on a side without traffic: its answers to requests of the
   * analysis.
   */
  public Analysis withoutTraffic() {
    var some = metrics.stream().filter(metric -> !metric.needsTraffic()).toList();
    return new Analysis(steps, interval, bake, limits, some);
  }

  /**
   * Returns what can be measured while no other side has traffic: everything except relative
   * thresholds.
   */
  public Analysis withoutComparison() {
    var some = metrics.stream().flatMap(metric -> metric.withoutComparison().stream()).toList();
    return new Analysis(steps, interval, bake, limits, some);
  }

  /**
   * Returns how long the new version is measured after all traffic has moved: no measurement may
   * look back before that.
   */
  public Duration measuredBake() {
    return metrics.stream()
        .map(metric -> metric.lookback(interval))
        .reduce(bake, (one, other) -> one.compareTo(other) > 0 ? one : other);
  }

  private static List<Weight> weights(int... percentages) {
    var weights = new ArrayList<Weight>(percentages.length);
    for (int percentage : percentages) {
      weights.add(Weight.of(percentage));
    }
    return weights;
  }

  private static void checkSteps(Rules rules, List<Weight> steps) {
    for (int i = 0; i < steps.size(); i++) {
      int step = steps.get(i).percent();
      int least = i == 0 ? 1 : steps.get(i - 1).percent() + 1;
      rules.that(
          step >= least && step <= 99,
          "steps",
          () ->
              "Must be weights between 1 and 99, in ascending order, got "
                  + steps
                  + "; after the last one all traffic moves anyway.");
    }
  }

  /**
   * How many measurements of one metric in the whole release may fail to pass before it is rolled
   * back; each 0 to 100. A resumed release starts counting again.
   *
   * @param failure measurements that break a threshold; 0 by default
   * @param inconclusive measurements without a verdict: no data, not a number, too few samples;
   *     3 by default
   * @param error failed measurements in a row; 4 by default
   * @param onError what happens after more of those; a rollback by default
   */
  public record Limits(int failure, int inconclusive, int error, OnError onError) {
    public static final Limits DEFAULT = new Limits(0, 3, 4, OnError.ROLL_BACK);

    /** What happens if it is unknown whether a version is good. */
    public enum OnError {
      ROLL_BACK("rollBack"),
      HOLD("hold");

      private final String word;

      OnError(String word) {
        this.word = word;
      }

      public static OnError parse(String text) {
        return Choice.parse(text, values());
      }

      @Override
      public String toString() {
        return word;
      }
    }

    /** Returns limits that roll back when one is exceeded. */
    public static Limits of(int failure, int inconclusive, int error) {
      return new Limits(failure, inconclusive, error, OnError.ROLL_BACK);
    }

    public Limits withOnError(OnError other) {
      return new Limits(failure, inconclusive, error, other);
    }

    public Limits {
      var rules = Rules.check();
      check(rules, "failureLimit", failure);
      check(rules, "inconclusiveLimit", inconclusive);
      check(rules, "errorLimit", error);
      rules.enforce();
    }

    private static void check(Rules rules, String key, int limit) {
      rules.value(
          limit >= 0 && limit <= 100, key, () -> Fault.of("Must be between 0 and 100", limit));
    }
  }
}
