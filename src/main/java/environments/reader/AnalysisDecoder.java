package environments.reader;

import environments.analysis.Analysis;
import environments.analysis.Analysis.Limits;
import environments.analysis.AnalysisRules;
import environments.analysis.HttpMetric;
import environments.analysis.JobMetric;
import environments.analysis.Level;
import environments.analysis.Metric;
import environments.analysis.PrometheusMetric;
import environments.analysis.Query;
import environments.analysis.QueryTemplate;
import environments.analysis.Thresholds;
import environments.text.Durations;
import environments.text.InvalidSpecException;
import environments.values.DnsLabel;
import environments.values.Weight;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads {@code analysis}. */
final class AnalysisDecoder {
  private AnalysisDecoder() {}

  /**
   * @param standardSteps the steps if the app has none of its own
   */
  static Optional<Analysis> analysis(Section analysis, List<Weight> standardSteps) {
    var steps = steps(analysis, standardSteps);
    var interval = analysis.text("interval", Durations::parse);
    var bake = analysis.text("bake", Durations::parse);
    var failures = analysis.integer("failureLimit");
    var inconclusive = analysis.integer("inconclusiveLimit");
    var errors = analysis.integer("errorLimit");
    var onError = analysis.text("onErrorLimit", Limits.OnError::parse);
    var limits =
        analysis.build(
            () ->
                new Limits(
                    failures.orElse(Limits.DEFAULT.failure()),
                    inconclusive.orElse(Limits.DEFAULT.inconclusive()),
                    errors.orElse(Limits.DEFAULT.error()),
                    onError.orElse(Limits.DEFAULT.onError())));
    var metrics = metrics(analysis);
    return analysis.build(
        () ->
            new Analysis(
                steps.orElseThrow(),
                interval.orElse(Analysis.DEFAULT_INTERVAL),
                bake.orElse(Analysis.DEFAULT_BAKE),
                limits.orElseThrow(),
                metrics));
  }

  private static Optional<List<Weight>> steps(Section analysis, List<Weight> standard) {
    if (!analysis.has("steps")) {
      return Optional.of(standard);
    }
    var percentages = analysis.integers("steps");
    return analysis.build(
        () -> {
          var weights = new ArrayList<Weight>();
          if (percentages.isEmpty()) {
            throw InvalidSpecException.of(AnalysisRules.NO_STEPS);
          }
          percentages.forEach(percentage -> weights.add(Weight.of(percentage)));
          return weights;
        },
        (path, fault) -> analysis.refuse("steps", fault));
  }

  private static List<Metric> metrics(Section analysis) {
    var metrics = new ArrayList<Metric>();
    analysis.each(
        "metrics",
        (names, name) -> {
          var label = names.name(name, DnsLabel::parse);
          names.section(name, metric -> metric(label, metric)).ifPresent(metrics::add);
        });
    return metrics;
  }

  private static Optional<Metric> metric(Optional<DnsLabel> name, Section metric) {
    var mode = metric.flag("dryRun").map(AnalysisDecoder::mode).orElse(Metric.Mode.DECIDES);
    if (metric.has("job")) {
      var job = metric.text("job", JobMetric.Job::parse);
      return name.flatMap(label -> job.map(known -> new JobMetric(label, mode)));
    }
    return metric.has("httpGet")
        ? metric.section("httpGet", http -> http(name, http, metric, mode))
        : queried(name, metric, mode);
  }

  private static Metric.Mode mode(boolean isDryRun) {
    return isDryRun ? Metric.Mode.DRY_RUN : Metric.Mode.DECIDES;
  }

  private static Optional<Metric> http(
      Optional<DnsLabel> name, Section http, Section metric, Metric.Mode mode) {
    var request = SmokeTestDecoder.request(http);
    var count = http.integer("count");
    var successes = http.integer("successes");
    var timeout = http.text("timeout", Durations::parse);
    return name.flatMap(
        label ->
            metric.build(
                () ->
                    new HttpMetric(
                        label,
                        request.orElseThrow(),
                        count.orElse(HttpMetric.DEFAULT_COUNT),
                        successes.orElse(HttpMetric.DEFAULT_SUCCESSES),
                        timeout.orElse(HttpMetric.DEFAULT_TIMEOUT),
                        mode)));
  }

  private static Optional<Metric> queried(
      Optional<DnsLabel> name, Section metric, Metric.Mode mode) {
    var query = query(metric);
    var max = metric.text("max", Level::parse);
    var min = metric.text("min", Level::parse);
    var maxRelative = metric.text("maxRelative", Level::parse);
    var window = metric.text("window", Durations::parse);
    var thresholds = metric.build(() -> new Thresholds(max, min, maxRelative));
    return name.flatMap(
        label ->
            metric.build(
                () ->
                    new PrometheusMetric(
                        label, query.orElseThrow(), thresholds.orElseThrow(), window, mode)));
  }

  private static Optional<Query> query(Section metric) {
    int minSamples = metric.integer("minSamples").orElse(Query.DEFAULT_MIN_SAMPLES);
    if (metric.has("errorRate")) {
      var counter = family(metric, "errorRate", Query.ErrorRate.DEFAULT_METRIC);
      return metric.build(() -> new Query.ErrorRate(counter, minSamples));
    }
    if (metric.has("p95Latency")) {
      var histogram = family(metric, "p95Latency", Query.P95Latency.DEFAULT_METRIC);
      return metric.build(() -> new Query.P95Latency(histogram, minSamples));
    }
    if (metric.has("saturation")) {
      var counter = family(metric, "saturation", Query.Saturation.DEFAULT_METRIC);
      return metric.build(() -> new Query.Saturation(counter));
    }
    return own(metric, minSamples);
  }

  private static Optional<Query> own(Section metric, int minSamples) {
    var template = metric.text("prometheus", QueryTemplate::parse);
    if (!metric.has("samples")) {
      if (metric.has("minSamples")) {
        metric.refuse(
            "minSamples",
            "Requires `samples`, the query that counts them; add it, or remove this key.");
      }
      return template.map(Query.Own::of);
    }
    var counting = metric.text("samples", QueryTemplate::parse);
    var samples =
        counting.flatMap(query -> metric.build(() -> new Query.Samples(query, minSamples)));
    return template.flatMap(query -> samples.map(Query.Own.of(query)::withSamples));
  }

  private static String family(Section metric, String key, String standard) {
    return metric.section(key, query -> query.text("metric")).orElse(standard);
  }
}
