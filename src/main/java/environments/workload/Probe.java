package environments.workload;

import environments.text.Durations;
import environments.text.Fault;
import environments.text.InvalidSpecException;
import environments.text.Rules;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A health check of a container by the kubelet.
 *
 * @param action the request
 * @param initialDelay before the first attempt; 0 s to 1 h
 * @param period between attempts; 1 s to 5 min
 * @param timeout of an attempt; 1 s to the period
 * @param failureThreshold failed attempts in a row after which the probe fails; 1 to 1000
 */
public record Probe(
    Action action, Duration initialDelay, Duration period, Duration timeout, int failureThreshold) {
  public static final Duration DEFAULT_PERIOD = Duration.ofSeconds(5);
  public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(2);
  public static final int DEFAULT_FAILURE_THRESHOLD = 3;

  public Probe {
    Rules.check()
        .value(
            Durations.between(initialDelay, 0, 3600),
            "initialDelay",
            () -> Fault.of("Must be between 0s and 1h", Durations.text(initialDelay)))
        .value(
            Durations.between(period, 1, 300),
            "period",
            () -> Fault.of("Must be between 1s and 5m", Durations.text(period)))
        .value(
            period.toSeconds() < 1 || Durations.between(timeout, 1, period.toSeconds()),
            "timeout",
            () ->
                Fault.of(
                    "Must be between 1s and the period (" + Durations.text(period) + ")",
                    Durations.text(timeout)))
        .value(
            failureThreshold >= 1 && failureThreshold <= 1000,
            "failureThreshold",
            () -> Fault.of("Must be between 1 and 1000", failureThreshold))
        .enforce();
  }

  /**
   * Returns a probe that starts at once, repeats every 5 s, times out after 2 s, and fails after
   * three failed attempts.
   */
  public static Probe of(Action action) {
    return new Probe(
        action, Duration.ZERO, DEFAULT_PERIOD, DEFAULT_TIMEOUT, DEFAULT_FAILURE_THRESHOLD);
  }

  public static Probe httpGet(String port, String path) {
    return of(new HttpGet(port, path));
  }

  public Probe withInitialDelay(Duration delay) {
    return new Probe(action, delay, period, timeout, failureThreshold);
  }

  public Probe withPeriod(Duration interval) {
    return new Probe(action, initialDelay, interval, timeout, failureThreshold);
  }

  public Probe withTimeout(Duration limit) {
    return new Probe(action, initialDelay, period, limit, failureThreshold);
  }

  public Probe withFailureThreshold(int failures) {
    return new Probe(action, initialDelay, period, timeout, failures);
  }

  /** Returns the longest time until the probe fails for a container that never answers. */
  Duration patience() {
    return initialDelay.plusSeconds(period.toSeconds() * failureThreshold);
  }

  /** Returns whether a path can be requested: printable, without spaces. */
  public static boolean isPath(String text) {
    if (!text.startsWith("/")) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) <= ' ' || text.charAt(i) > '~') {
        return false;
      }
    }
    return true;
  }

  /** The request of a probe. It never names a host: Pod Security's baseline forbids that. */
  public sealed interface Action {
    /** Returns its key in environment files. */
    String key();

    /** Returns the name of the declared port that it needs; empty if it needs none. */
    default Optional<String> port() {
      return Optional.empty();
    }
  }

  /** Passes if the status is from 200 to 399. */
  public record HttpGet(String portName, String path) implements Action {
    public HttpGet {
      Rules.check()
          .value(
              isPath(path),
              "path",
              () -> Fault.ofText("Must begin with `/` and contain no space", path))
          .enforce();
    }

    @Override
    public String key() {
      return "httpGet";
    }

    @Override
    public Optional<String> port() {
      return Optional.of(portName);
    }
  }

  /** Passes if the port accepts a connection. */
  public record TcpSocket(String portName) implements Action {
    @Override
    public String key() {
      return "tcpSocket";
    }

    @Override
    public Optional<String> port() {
      return Optional.of(portName);
    }
  }

  /** Passes if the gRPC health service answers SERVING; an empty service means the whole server. */
  public record Grpc(String portName, String service) implements Action {
    @Override
    public String key() {
      return "grpc";
    }

    @Override
    public Optional<String> port() {
      return Optional.of(portName);
    }
  }

  /** Passes if the command exits with 0; it runs without a shell. */
  public record Exec(List<String> command) implements Action {
    public Exec {
      command = List.copyOf(command);
      if (command.isEmpty()) {
        throw InvalidSpecException.of("A command needs at least one word.");
      }
    }

    @Override
    public String key() {
      return "exec";
    }
  }
}
