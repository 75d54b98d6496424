package environments.analysis;

import environments.text.Fault;
import environments.text.Rules;
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

  PrometheusMetric withThresholds(Thresholds other) {
    return new PrometheusMetric(name, query, other, window, mode);
  }

  private static void checkLevel(Rules rules, String key, Query query, Level level) {
    rules.value(
        query.takes(level),
        key,
        () -> Fault.ofText("Must be " + query.levels() + " for `" + query.key() + "`", level));
  }
}
