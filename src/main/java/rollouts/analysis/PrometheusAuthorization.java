package rollouts.analysis;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The credentials for a Prometheus server, and the host that they are for. Because the project's
 * files name the server, changing these files must not be enough to obtain the credentials.
 *
 * @param value the value of the header {@code Authorization}, which is a secret
 * @param host as {@code host[:port]}, or {@code http://host[:port]} to send it without
 *     encryption; empty if none is named
 */
public record PrometheusAuthorization(String value, Optional<String> host) {
  /** The environment variable for the value of the header. */
  static final String VARIABLE = "SLUICE_PROMETHEUS_AUTHORIZATION";

  /** The environment variable for the host. */
  static final String HOST_VARIABLE = VARIABLE + "_HOST";

  private static final String PLAIN = "http://";
  private static final String ENCRYPTED = "https://";

  /**
   * Returns the credentials from the environment; empty if their variable is unset or blank.
   * Surrounding white space is removed, because text from a file often ends with a line break.
   *
   * @param variables finds the value of an environment variable, or null
   */
  public static Optional<PrometheusAuthorization> of(UnaryOperator<@Nullable String> variables) {
    return variable(variables, VARIABLE)
        .map(value -> new PrometheusAuthorization(value, variable(variables, HOST_VARIABLE)));
  }

  private static Optional<String> variable(UnaryOperator<@Nullable String> variables, String name) {
    return Optional.ofNullable(variables.apply(name))
        .map(String::strip)
        .filter(value -> !value.isEmpty());
  }

  /** Returns why the credentials are not sent to a URL; empty if they are. */
  Optional<String> refusal(URI url) {
    var needed = host(url);
    if (host.map(PrometheusAuthorization::normalized).equals(Optional.of(needed))) {
      return Optional.empty();
    }
    var fix = "set `" + HOST_VARIABLE + "=" + needed + "`.";
    return Optional.of(
        host.map(
                    other ->
                        "does not receive "
                            + VARIABLE
                            + ", which is for `"
                            + other
                            + "`. If it is meant for this host, "
                            + fix)
                .orElse(
                    "does not receive "
                        + VARIABLE
                        + ", because no host is set for it. If it is meant for this host, "
                        + fix)
            + (needed.startsWith(PLAIN)
                ? " Without `https`, anyone on the network can read it."
                : ""));
  }

  /** Returns the value that the variable needs for a URL. */
  static String host(URI url) {
    return normalized(
        url.getScheme() + "://" + url.getHost() + (url.getPort() < 0 ? "" : ":" + url.getPort()));
  }

  /** Returns a host with the scheme only for plain HTTP, and without a default port. */
  private static String normalized(String host) {
    var text = host.toLowerCase(Locale.ROOT);
    if (text.startsWith(PLAIN)) {
      return without(text, ":80");
    }
    return without(text.startsWith(ENCRYPTED) ? text.substring(ENCRYPTED.length()) : text, ":443");
  }

  private static String without(String text, String end) {
    return text.endsWith(end) ? text.substring(0, text.length() - end.length()) : text;
  }

  /** Returns a text without the secret. */
  @Override
  public String toString() {
    return "PrometheusAuthorization for " + host.orElse("no host");
  }
}
