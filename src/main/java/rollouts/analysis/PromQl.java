package rollouts.analysis;

import environments.analysis.Placeholder;
import environments.analysis.Query;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Optional;

/**
 * Queries about one side. The labels {@code namespace} and {@code pod} are the usual ones of
 * Prometheus' pod discovery.
 */
record PromQl(MeasuredSide side, Duration window) {
  /**
   * The samples that a verdict needs in the window.
   *
   * @param counting the query that counts them
   * @param word the noun for the samples, such as {@code requests}
   */
  record SampleCount(String counting, int least, String word) {}

  /** Returns the samples that the query needs; empty if it needs none. */
  Optional<SampleCount> samples(Query query) {
    if (query instanceof Query.OfRequests requests) {
      var counting = "sum(increase(" + counter(requests) + range() + "))";
      return Optional.of(new SampleCount(counting, requests.minSamples(), "requests"));
    }
    if (query instanceof Query.Own own) {
      return own.samples()
          .map(
              samples ->
                  new SampleCount(samples.template().fill(this::text), samples.least(), "samples"));
    }
    return Optional.empty();
  }

  private String counter(Query.OfRequests query) {
    if (query instanceof Query.ErrorRate rate) {
      return answered(rate.metric());
    }
    if (query instanceof Query.P95Latency latency) {
      return latency.metric() + "_count{" + pods() + "}";
    }
    throw new IllegalStateException("Nothing counts the requests of " + query);
  }

  String value(Query query) {
    if (query instanceof Query.ErrorRate rate) {
      return errorRate(rate.metric());
    }
    if (query instanceof Query.P95Latency latency) {
      return p95(latency.metric() + "_bucket");
    }
    if (query instanceof Query.Saturation saturation) {
      return saturation(saturation.metric());
    }
    if (query instanceof Query.Own own) {
      return own.template().fill(this::text);
    }
    throw new IllegalStateException("No PromQL for " + query);
  }

  /**
   * Returns the share of responses with a 5xx status. A side without errors has no series of them:
   * its rate is 0 if other series show that requests were answered.
   */
  private String errorRate(String metric) {
    var errors = "sum(rate(" + metric + "{" + pods() + ",code=~\"5..\"}" + range() + "))";
    var all = "sum(rate(" + answered(metric) + range() + "))";
    return "(" + errors + " or vector(0)) / " + all;
  }

  /** Requires the label {@code code}: a counter without it would never show an error. */
  private String answered(String metric) {
    return metric + "{" + pods() + ",code!=\"\"}";
  }

  private String p95(String metric) {
    return "histogram_quantile(0.95, sum by (le) (rate("
        + metric
        + "{"
        + pods()
        + "}"
        + range()
        + ")))";
  }

  /**
   * Returns the CPU usage of the busiest pod as a share of its limit. The kubelet also reports a
   * pod as a whole, which never uses less than its container.
   */
  private String saturation(String metric) {
    var limit = side.workload().resources().limits().cpu();
    return "max(rate("
        + metric
        + "{"
        + pods()
        + "}"
        + range()
        + ")) / "
        + limit.thousandths() / 1000.0;
  }

  private String pods() {
    return "namespace=\"" + side.namespace() + "\",pod=~\"" + podPattern() + "\"";
  }

  private String range() {
    return "[" + duration() + "]";
  }

  private String duration() {
    return window.toSeconds() + "s";
  }

  /**
   * Matches all pods of the ReplicaSets of the side's pods, including those that are gone, but none
   * of an earlier version.
   */
  String podPattern() {
    var replicaSets = new LinkedHashSet<String>();
    for (var pod : side.pods()) {
      replicaSets.add(pod.substring(0, Math.max(0, pod.lastIndexOf('-'))));
    }
    return replicaSets.size() == 1
        ? replicaSets.iterator().next() + "-[a-z0-9]+"
        : "(" + String.join("|", replicaSets) + ")-[a-z0-9]+";
  }

  private String text(Placeholder placeholder) {
    return switch (placeholder) {
      case NAMESPACE -> side.namespace();
      case APP -> side.app().value();
      case DEPLOYMENT -> side.deployment().value();
      case PODS -> podPattern();
      case VERSION -> side.version().tag();
      case WINDOW -> duration();
    };
  }
}
