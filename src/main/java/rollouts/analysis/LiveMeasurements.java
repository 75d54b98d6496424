package rollouts.analysis;

import environments.analysis.Analysis;
import environments.analysis.HttpMetric;
import environments.analysis.JobMetric;
import environments.analysis.Metric;
import environments.analysis.PrometheusMetric;
import environments.analysis.Query;
import environments.cluster.PrometheusServer;
import environments.text.Durations;
import environments.values.DnsLabel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import rollouts.analysis.Measurement.Failed;
import rollouts.analysis.Measurement.ManySeries;
import rollouts.analysis.Measurement.NoData;
import rollouts.analysis.Measurement.TooFewSamples;
import stacks.cluster.ClusterException;
import stacks.cluster.TerminalText;
import stacks.cluster.Ticker;

/** Measures through Prometheus, requests to pods, and Jobs. */
public final class LiveMeasurements implements Measurements {
  private final Optional<Prometheus> prometheus;
  private final HttpChecks checks;
  private final SmokeTestJobs jobs;
  private final Ticker ticker;

  LiveMeasurements(
      Optional<Prometheus> prometheus, PodRequests pods, SmokeTestJobs jobs, Ticker ticker) {
    this.prometheus = prometheus;
    checks = new HttpChecks(pods, ticker);
    this.jobs = jobs;
    this.ticker = ticker;
  }

  /**
   * @param server the Prometheus server; required if the analysis has Prometheus metrics
   * @param authorization the credentials, if the server requires any
   */
  public static LiveMeasurements of(
      Optional<PrometheusServer> server,
      Optional<PrometheusAuthorization> authorization,
      PodRequests pods,
      SmokeTestJobs jobs,
      Ticker ticker) {
    return new LiveMeasurements(
        server.map(each -> Prometheus.of(each, authorization)), pods, jobs, ticker);
  }

  @Override
  public Optional<String> trouble(Analysis analysis) {
    boolean asks = analysis.metrics().stream().anyMatch(PrometheusMetric.class::isInstance);
    return asks ? prometheus.orElseThrow().trouble() : Optional.empty();
  }

  @Override
  public Round measure(Analysis analysis, MeasuredSide receiving, MeasuredSide stable) {
    var at = ticker.now();
    var measured = new LinkedHashMap<DnsLabel, Measured>();
    var warnings = new ArrayList<String>();
    for (var metric : analysis.metrics()) {
      measured.put(metric.name(), measured(analysis, metric, receiving, stable, warnings));
    }
    return new Round(at, measured, warnings.stream().distinct().toList());
  }

  private Measured measured(
      Analysis analysis,
      Metric metric,
      MeasuredSide receiving,
      MeasuredSide stable,
      List<String> warnings) {
    if (metric instanceof HttpMetric http) {
      return Measured.of(checks.measure(http, receiving));
    }
    if (metric instanceof JobMetric) {
      return Measured.of(succeeded(receiving));
    }
    if (metric instanceof PrometheusMetric queried) {
      var question = new Question(queried.query(), queried.lookback(analysis.interval()), warnings);
      return queried.isRelative()
          ? Measured.of(question.ask(receiving), question.ask(stable))
          : Measured.of(question.ask(receiving));
    }
    throw new IllegalStateException("No measurement for " + metric);
  }

  private Measurement succeeded(MeasuredSide side) {
    try {
      var failure = jobs.run(side);
      return failure.isPresent()
          ? new Measurement.Figure(0, TerminalText.of(failure.get()))
          : new Measurement.Figure(1, "the Job succeeded");
    } catch (ClusterException e) {
      return new Failed(TerminalText.of(String.valueOf(e.getMessage())));
    }
  }

  /** A query about one side, which collects the warnings of its answers. */
  private final class Question {
    private final Query query;
    private final Duration window;
    private final List<String> warnings;

    Question(Query query, Duration window, List<String> warnings) {
      this.query = query;
      this.window = window;
      this.warnings = warnings;
    }

    Measurement ask(MeasuredSide side) {
      if (side.pods().isEmpty()) {
        return new NoData("no pod is ready");
      }
      try {
        return answer(side, new PromQl(side, window));
      } catch (PrometheusException e) {
        return new Failed(String.valueOf(e.getMessage()));
      }
    }

    private Measurement answer(MeasuredSide side, PromQl promQl) throws PrometheusException {
      var samples = promQl.samples(query);
      if (samples.isEmpty()) {
        return one(promQl.value(query), "", "the query returns nothing");
      }
      var hint = hint(side, promQl);
      var counted = one(samples.get().counting(), "", hint);
      if (!(counted instanceof Measurement.Figure count)) {
        return counted;
      }
      long found = (long) count.value();
      int least = samples.get().least();
      return found < least
          ? new TooFewSamples(found, least, samples.get().word())
          : one(
              promQl.value(query),
              found + " " + samples.get().word() + " in " + Durations.text(window),
              hint);
    }

    private String hint(MeasuredSide side, PromQl promQl) {
      return query instanceof Query.Own
          ? "`" + query.key() + "` or its `samples` returns nothing"
          : "is `"
              + query.key()
              + "` scraped from the pods "
              + promQl.podPattern()
              + ", with the labels `namespace` ("
              + side.namespace()
              + (query instanceof Query.ErrorRate ? "), `pod` and `code`?" : ") and `pod`?");
    }

    private Measurement one(String promQl, String samples, String hint) throws PrometheusException {
      var answer = prometheus.orElseThrow().query(promQl);
      warnings.addAll(answer.warnings());
      return switch (answer.values().size()) {
        case 0 -> new NoData(hint);
        case 1 -> Measurement.of(answer.values().get(0), samples);
        default -> new ManySeries(answer.values().size());
      };
    }
  }
}
