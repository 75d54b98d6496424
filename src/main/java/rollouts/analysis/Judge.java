package rollouts.analysis;

import environments.analysis.HttpMetric;
import environments.analysis.JobMetric;
import environments.analysis.Level;
import environments.analysis.Metric;
import environments.analysis.PrometheusMetric;
import environments.analysis.Thresholds;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleFunction;
import rollouts.analysis.Measurement.Figure;

/** Judges a measurement by the thresholds of its metric. */
final class Judge {
  private Judge() {}

  static Judgement judge(Metric metric, Measured measured) {
    var ruling = ruling(metric, measured);
    return new Judgement(metric.name(), metric.mode(), ruling.verdict, ruling.explanation);
  }

  /** A verdict and its reason. */
  private record Ruling(Verdict verdict, String explanation) {}

  private static Ruling ruling(Metric metric, Measured measured) {
    if (!(measured.receiving() instanceof Figure value)) {
      return new Ruling(Verdict.without(measured.receiving()), measured.receiving().shortage());
    }
    if (metric instanceof HttpMetric http) {
      return answers(http, value);
    }
    if (metric instanceof JobMetric) {
      return new Ruling(value.value() > 0 ? Verdict.PASS : Verdict.FAIL, value.samples());
    }
    if (metric instanceof PrometheusMetric queried) {
      return new ThresholdComparison(queried.thresholds(), value, measured.stable()).ruling();
    }
    throw new IllegalStateException("No rule for " + metric);
  }

  private static Ruling answers(HttpMetric http, Figure value) {
    return new Ruling(
        value.value() >= http.successes() ? Verdict.PASS : Verdict.FAIL,
        Math.round(value.value())
            + " of "
            + http.count()
            + " requests succeeded (at least "
            + http.successes()
            + ")"
            + behind(value));
  }

  private static String behind(Figure value) {
    return value.samples().isEmpty() ? "" : ", " + value.samples();
  }

  /** A value compared with its thresholds. */
  private record ThresholdComparison(
      Thresholds thresholds, Figure receiving, Optional<Measurement> stable) {
    Ruling ruling() {
      var rulings = new ArrayList<Ruling>();
      thresholds.max().ifPresent(level -> rulings.add(most(level)));
      thresholds.min().ifPresent(level -> rulings.add(least(level)));
      thresholds.maxRelative().ifPresent(level -> rulings.add(relative(level)));
      return new Ruling(
          worst(rulings), shown() + " (" + reasons(rulings) + ")" + behind(receiving));
    }

    /** Returns the worst verdict: one broken threshold is enough to fail the metric. */
    private static Verdict worst(List<Ruling> rulings) {
      for (var verdict : List.of(Verdict.FAIL, Verdict.ERROR, Verdict.INCONCLUSIVE)) {
        if (rulings.stream().anyMatch(ruling -> ruling.verdict == verdict)) {
          return verdict;
        }
      }
      if (rulings.isEmpty()) {
        throw new IllegalStateException("A metric must have at least one threshold");
      }
      return Verdict.PASS;
    }

    private static String reasons(List<Ruling> rulings) {
      return String.join("; ", rulings.stream().map(Ruling::explanation).toList());
    }

    private String shown() {
      return shower().apply(receiving.value());
    }

    /** Returns how to show values: in the unit of the threshold; a relative one has none. */
    private DoubleFunction<String> shower() {
      var level = thresholds.max().or(thresholds::min).or(() -> Optional.of(Level.parse("1")));
      return level.orElseThrow()::like;
    }

    private Ruling most(Level level) {
      return new Ruling(
          receiving.value() <= level.value() ? Verdict.PASS : Verdict.FAIL, "at most " + level);
    }

    private Ruling least(Level level) {
      return new Ruling(
          receiving.value() >= level.value() ? Verdict.PASS : Verdict.FAIL, "at least " + level);
    }

    private Ruling relative(Level level) {
      var baseline = stable.orElse(new Measurement.NoData("it was not measured"));
      if (!(baseline instanceof Figure value)) {
        return new Ruling(
            Verdict.without(baseline),
            "at most " + level + " of the baseline: " + baseline.shortage());
      }
      var words = "at most " + level + " of the baseline's " + shower().apply(value.value());
      return value.value() == 0 && thresholds.max().isPresent()
          ? new Ruling(Verdict.PASS, words + ", so only the maximum counts")
          : new Ruling(isWithin(level, value) ? Verdict.PASS : Verdict.FAIL, words);
    }

    private boolean isWithin(Level level, Figure baseline) {
      return receiving.value() <= level.value() * baseline.value();
    }
  }
}
