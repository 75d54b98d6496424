package environments.analysis;

import environments.text.Choice;
import environments.values.DnsLabel;

/** Whether the Job of the app's smoke test succeeds, run anew at each measurement. */
public record JobMetric(DnsLabel name, Mode mode) implements Metric {
  /** Which Job it is. */
  public enum Job {
    SMOKE_TEST;

    public static Job parse(String text) {
      return Choice.parse(text, values());
    }

    @Override
    public String toString() {
      return "smokeTest";
    }
  }

  /** Decides about the release. */
  public static JobMetric of(DnsLabel name) {
    return new JobMetric(name, Mode.DECIDES);
  }

  public JobMetric asDryRun() {
    return new JobMetric(name, Mode.DRY_RUN);
  }
}
