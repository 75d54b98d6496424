package environments.analysis;

import environments.text.Durations;
import environments.text.Fault;
import environments.text.Rules;
import environments.text.SpecPath;
import environments.values.DnsLabel;
import environments.workload.Ports;
import java.time.Duration;
import java.util.Optional;

/**
 * How often each ready pod of a side answers a request as expected; it is sent {@code count} times
 * in each measurement.
 *
 * @param count requests to each pod; 1 to 20, 3 by default
 * @param successes how many of them must be answered as expected; 1 to the count, 2 by default
 * @param timeout of each request; 1 s to 30 s, 2 s by default
 */
public record HttpMetric(
    DnsLabel name, SmokeTest.Request request, int count, int successes, Duration timeout, Mode mode)
    implements Metric {
  public static final int DEFAULT_COUNT = 3;
  public static final int DEFAULT_SUCCESSES = 2;
  public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(2);

  public HttpMetric {
    Rules.check()
        .value(
            count >= 1 && count <= 20,
            SpecPath.of("httpGet", "count"),
            () -> Fault.of("Must be between 1 and 20", count))
        .value(
            successes >= 1 && successes <= Math.max(1, count),
            SpecPath.of("httpGet", "successes"),
            () -> Fault.of("Must be between 1 and `count` (" + count + ")", successes))
        .value(
            Durations.between(timeout, 1, 30),
            SpecPath.of("httpGet", "timeout"),
            () -> Fault.of("Must be between 1s and 30s", Durations.text(timeout)))
        .enforce();
  }

  /** Returns a metric for which two of three requests must be answered, each within 2 s. */
  public static HttpMetric of(DnsLabel name, SmokeTest.Request request) {
    return new HttpMetric(
        name, request, DEFAULT_COUNT, DEFAULT_SUCCESSES, DEFAULT_TIMEOUT, Mode.DECIDES);
  }

  public HttpMetric withCount(int requests, int wellAnswered) {
    return new HttpMetric(name, request, requests, wellAnswered, timeout, mode);
  }

  public HttpMetric withTimeout(Duration limit) {
    return new HttpMetric(name, request, count, successes, limit, mode);
  }

  public HttpMetric asDryRun() {
    return new HttpMetric(name, request, count, successes, timeout, Mode.DRY_RUN);
  }

  @Override
  public boolean needsTraffic() {
    return false;
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
    ports.checkTcp(rules, at.then("httpGet", "port"), request.portName());
  }

  /**
   * Returns the limit for all requests of a measurement, whatever the number of pods; if it is not
   * enough, the measurement is an error.
   */
  public Duration deadline() {
    return timeout.multipliedBy(count);
  }
}
