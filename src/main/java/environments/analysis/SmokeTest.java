package environments.analysis;

import environments.text.Durations;
import environments.text.Fault;
import environments.text.Rules;
import environments.text.SpecPath;
import environments.values.DnsLabel;
import environments.workload.Ports;
import environments.workload.Probe;
import environments.workload.Workload;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A test that a side must pass before it gets traffic: requests to each of its pods, a Job, or
 * both. The Job must succeed, and is not repeated.
 *
 * @param requests at least one, unless there is a Job
 * @param timeout until all of them must be answered; 1 s to 5 min, 30 s by default
 * @param attempts for each request to each pod, one of which must be answered as expected, a
 *     second apart and while there is time; 1 to 10, 1 by default
 */
public record SmokeTest(
    List<Request> requests, Duration timeout, int attempts, Optional<SmokeTestJob> job) {
  public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(30);
  public static final int DEFAULT_ATTEMPTS = 1;

  public SmokeTest {
    requests = List.copyOf(requests);
    boolean tests = !requests.isEmpty() || job.isPresent();
    Rules.check()
        .that(tests, "httpGet", () -> "Must have at least one request, or nothing is tested.")
        .value(
            Durations.between(timeout, 1, 300),
            "timeout",
            () -> Fault.of("Must be between 1s and 5m", Durations.text(timeout)))
        .value(
            attempts >= 1 && attempts <= 10,
            "attempts",
            () -> Fault.of("Must be between 1 and 10", attempts))
        .enforce();
  }

  /** Requires an answer within 30 s, at the first attempt. */
  public static SmokeTest of(Request... requests) {
    return new SmokeTest(List.of(requests), DEFAULT_TIMEOUT, DEFAULT_ATTEMPTS, Optional.empty());
  }

  /** Returns a smoke test that only consists of a Job. */
  public static SmokeTest of(SmokeTestJob job) {
    return new SmokeTest(List.of(), DEFAULT_TIMEOUT, DEFAULT_ATTEMPTS, Optional.of(job));
  }

  public SmokeTest withTimeout(Duration limit) {
    return new SmokeTest(requests, limit, attempts, job);
  }

  public SmokeTest withAttempts(int most) {
    return new SmokeTest(requests, timeout, most, job);
  }

  public SmokeTest withJob(SmokeTestJob added) {
    return new SmokeTest(requests, timeout, attempts, Optional.of(added));
  }

  /** Returns the timeout of one attempt: one that hangs leaves time for the next. */
  public Duration attemptTimeout() {
    return timeout.dividedBy(attempts);
  }

  /**
   * Allows only requests that the kubelet could send, and only to the app's ports.
   *
   * @param side the suffix of the app's longest Deployment name, such as {@code -green}
   */
  public void check(Rules rules, DnsLabel app, String side, Workload workload) {
    for (int i = 0; i < requests.size(); i++) {
      requests
          .get(i)
          .check(rules, SpecPath.of("smokeTest", "httpGet", i, "port"), workload.ports());
    }
    job.ifPresent(program -> program.check(rules, app, side, workload));
  }

  /**
   * An HTTP GET.
   *
   * @param portName a declared port
   * @param path with the query string, if there is one
   * @param status of the expected answer; 200 to 599, 200 by default
   */
  public record Request(String portName, String path, int status) {
    public static final int DEFAULT_STATUS = 200;

    public Request {
      Rules.check()
          .value(
              Probe.isPath(path),
              "path",
              () -> Fault.ofText("Must begin with `/` and contain no space", path))
          .value(
              status >= DEFAULT_STATUS && status <= 599,
              "status",
              () -> Fault.of("Must be between 200 and 599", status))
          .enforce();
    }

    /** Expects 200. */
    public static Request of(String portName, String path) {
      return new Request(portName, path, DEFAULT_STATUS);
    }

    private void check(Rules rules, SpecPath keyPath, Ports ports) {
      ports.checkTcp(rules, keyPath, portName);
    }
  }
}
