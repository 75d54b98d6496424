package environments.workload;

import environments.text.Fault;
import environments.text.Rules;

/**
 * The endpoint from which Prometheus reads an app's metrics.
 *
 * @param port the name of a declared port
 * @param path begins with {@code /}, without spaces
 */
public record MetricsEndpoint(String port, String path) {
  public static final String DEFAULT_PATH = "/metrics";

  public MetricsEndpoint {
    Rules.check()
        .value(
            Probe.isPath(path),
            "path",
            () -> Fault.ofText("Must begin with `/` and contain no space", path))
        .enforce();
  }

  public static MetricsEndpoint of(String port) {
    return new MetricsEndpoint(port, DEFAULT_PATH);
  }

  public MetricsEndpoint withPath(String other) {
    return new MetricsEndpoint(port, other);
  }
}
