package environments.analysis;

import environments.values.DnsLabel;

/** Something that is measured on a color or track while traffic moves to it. */
public sealed interface Metric permits PrometheusMetric, HttpMetric, JobMetric {
  DnsLabel name();

  Mode mode();

  /** Whether the metric decides about the release, or is only shown. */
  enum Mode {
    DECIDES,
    DRY_RUN
  }
}
