package environments.analysis;

import environments.cluster.Cluster;
import environments.text.Rules;
import environments.text.SpecPath;
import environments.values.DnsLabel;
import environments.workload.Ports;
import java.time.Duration;
import java.util.Optional;

/**
 * Something that is measured on a color or track while traffic moves to it. An analysis asks it
 * only what is declared here; how it is measured and judged is the matter of a release.
 */
public sealed interface Metric permits PrometheusMetric, HttpMetric, JobMetric {
  DnsLabel name();

  Mode mode();

  /** Returns whether the metric tells something only about a side that has traffic. */
  boolean needsTraffic();

  /**
   * Returns how far back a measurement looks.
   *
   * @param interval the time between two measurements
   */
  Duration lookback(Duration interval);

  /** Returns whether the metric compares a side with the stable one. */
  boolean isRelative();

  /** Returns what is left of the metric where there is nothing to compare with. */
  Optional<Metric> withoutComparison();

  /**
   * Checks what the metric needs of the analysis' interval.
   *
   * @param at the metric's key path
   */
  default void checkInterval(Rules rules, SpecPath at, Duration interval) {}

  /**
   * Checks what the metric needs of its app.
   *
   * @param at the metric's key path
   */
  default void checkApp(Rules rules, SpecPath at, Ports ports, Optional<SmokeTest> smokeTest) {}

  /**
   * Checks what the metric needs of the cluster.
   *
   * @param at the metric's key path
   */
  default void checkCluster(Rules rules, SpecPath at, Analysis analysis, Cluster cluster) {}

  /** Whether the metric decides about the release, or is only shown. */
  enum Mode {
    DECIDES,
    DRY_RUN
  }
}
