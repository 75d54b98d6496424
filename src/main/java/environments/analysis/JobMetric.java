package environments.analysis;

import environments.text.Choice;
import environments.text.Rules;
import environments.text.SpecPath;
import environments.values.DnsLabel;
import environments.workload.Ports;
import java.time.Duration;
import java.util.Optional;

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

  @Override
  public boolean needsTraffic() {
    return true;
  }

  @Override
  public Duration lookback(Duration interval) {
    return Duration.ZERO;
  }

  @Override
  public boolean isRelative() {
    return false;
  }

  @Override
  public Optional<Metric> withoutComparison() {
    return Optional.of(this);
  }

  @Override
  public void checkApp(Rules rules, SpecPath at, Ports ports, Optional<SmokeTest> smokeTest) {
    rules.that(
        smokeTest.flatMap(SmokeTest::job).isPresent(),
        at.then("job"),
        () -> "Needs the Job that it runs: give `smokeTest.job`.");
  }
}
