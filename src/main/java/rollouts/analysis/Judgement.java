package rollouts.analysis;

import environments.analysis.Metric;
import environments.values.DnsLabel;

/**
 * The verdict on one metric of a round.
 *
 * @param mode whether it decides
 * @param explanation one line: value, threshold and samples, or why there is no value
 */
public record Judgement(DnsLabel metric, Metric.Mode mode, Verdict verdict, String explanation) {
  boolean decides() {
    return mode == Metric.Mode.DECIDES;
  }

  @Override
  public String toString() {
    return metric + ": " + explanation;
  }
}
