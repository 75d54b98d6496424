package environments.analysis;

import environments.cluster.Cluster;
import environments.text.Durations;
import environments.text.Fault;
import environments.text.Rules;
import environments.text.SpecPath;
import environments.values.DnsLabel;
import java.time.Duration;
import java.util.Optional;

/**
 * A query and its thresholds.
 *
 * @param window the time span that it covers, at most the interval of the analysis, which is
 *     the default
 */
public record PrometheusMetric(
    DnsLabel name, Query query, Thresholds thresholds, Optional<Duration> window, Mode mode)
    implements Metric {
  public PrometheusMetric {
    var rules = Rules.check();
    thresholds.max().ifPresent(level -> checkLevel(rules, "max", query, level));
    thresholds.min().ifPresent(level -> checkLevel(rules, "min", query, level));
    rules
        .that(
            !(query instanceof Query.ErrorRate)
                || thresholds.maxRelative().isEmpty()
                || thresholds.max().isPresent(),
            "maxRelative",
            () ->
                "Needs `max` as well: the baseline usually has no errors, and any multiple of zero"
                    + " is zero.")
        .that(
            thresholds.maxRelative().isEmpty()
                || !(query instanceof Query.Own own)
                || own.template().tellsSidesApart(),
            "maxRelative",
            () ->
                "Must compare two sides, but `prometheus` returns the same for both; use `${pods}`,"
                    + " `${deployment}` or `${version}` in it.")
        .enforce();
  }

  public static PrometheusMetric of(DnsLabel name, Query query, Thresholds thresholds) {
    return new PrometheusMetric(name, query, thresholds, Optional.empty(), Mode.DECIDES);
  }

  public PrometheusMetric withWindow(Duration time) {
    return new PrometheusMetric(name, query, thresholds, Optional.of(time), mode);
  }

  public PrometheusMetric asDryRun() {
    return new PrometheusMetric(name, query, thresholds, window, Mode.DRY_RUN);
  }

  @Override
  public boolean needsTraffic() {
    return true;
  }

  @Override
  public Duration lookback(Duration interval) {
    return window.orElse(interval);
  }

  @Override
  public boolean isRelative() {
    return thresholds.maxRelative().isPresent();
  }

  @Override
  public Optional<Metric> withoutComparison() {
    return thresholds.areOnlyRelative()
        ? Optional.empty()
        : Optional.of(new PrometheusMetric(name, query, thresholds.absolute(), window, mode));
  }

  @Override
  public void checkInterval(Rules rules, SpecPath at, Duration interval) {
    if (window.isPresent()) {
      rules.value(
          Durations.between(window.get(), 1, Math.max(1, interval.toSeconds())),
          at.then("window"),
          () ->
              Fault.of(
                  "Must be between 1s and `interval` ("
                      + Durations.text(interval)
                      + "), or it would cover the previous step",
                  Durations.text(window.get())));
    }
  }

  @Override
  public void checkCluster(Rules rules, SpecPath at, Analysis analysis, Cluster cluster) {
    rules.that(
        cluster.prometheus().isPresent(),
        at,
        () -> "Needs Prometheus: give its URL in `cluster.prometheus.url`.");
    if (cluster.prometheus().isPresent()) {
      var lookback = lookback(analysis.interval());
      var least = cluster.prometheus().get().scrapeInterval().multipliedBy(2);
      rules.value(
          lookback.compareTo(least) >= 0,
          window.isPresent() ? at.then("window") : SpecPath.of("analysis", "interval"),
          () ->
              Fault.of(
                  "Must be at least "
                      + Durations.text(least)
                      + ", twice `cluster.prometheus.scrapeInterval`, because a rate needs two"
                      + " samples",
                  Durations.text(lookback)));
    }
  }

  private static void checkLevel(Rules rules, String key, Query query, Level level) {
    rules.value(
        query.takes(level),
        key,
        () -> Fault.ofText("Must be " + query.levels() + " for `" + query.key() + "`", level));
  }
}
