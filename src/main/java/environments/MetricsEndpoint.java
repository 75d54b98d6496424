package environments;

/**
 * Where Prometheus reads an app's metrics.
 *
 * @param port the name of the declared port
 * @param path begins with {@code /}
 */
public record MetricsEndpoint(String port, String path) {
  public static final String DEFAULT_PATH = "/metrics";

  public MetricsEndpoint {
    Rules.check()
        .that(path.startsWith("/"), "path", () -> "Must begin with `/`, but is `" + path + "`.")
        .enforce();
  }

  public static MetricsEndpoint of(String port) {
    return new MetricsEndpoint(port, DEFAULT_PATH);
  }
}
