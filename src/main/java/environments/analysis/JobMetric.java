package environments.analysis;

import environments.text.Choice;
import environments.values.DnsLabel;

/** Whether the Job of the app's smoke test succeeds; it is run again for each measurement. */
public record JobMetric(DnsLabel name, Mode mode) implements Metric {
  /** The Job that is run. */
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

  /** Returns a metric that decides about the release. */
  public static JobMetric of(DnsLabel name) {
    return new JobMetric(name, Mode.DECIDES);
  }

  public JobMetric asDryRun() {
    return new JobMetric(name, Mode.DRY_RUN);
  }
}
