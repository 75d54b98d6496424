package environments;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A Gateway API HTTPRoute.
 *
 * @param hostnames what it answers to; none means all that the Gateway's listener takes
 * @param gateway whose route it is; {@link Cluster#gateway()}, if absent
 * @param pathPrefix begins with {@code /}
 */
public record HttpRoute(
    List<Hostname> hostnames,
    Optional<GatewayReference> gateway,
    String pathPrefix,
    Optional<String> port,
    Map<String, String> pin)
    implements Router {
  public HttpRoute {
    hostnames = List.copyOf(hostnames);
    pin = Ordered.copy(pin);
    Rules.check()
        .that(
            pathPrefix.startsWith("/"),
            "pathPrefix",
            () -> "Must begin with `/`, but is `" + pathPrefix + "`.")
        .enforce();
  }

  /** Every path of these hosts, through the environment's Gateway. */
  public static HttpRoute of(String... hostnames) {
    return new HttpRoute(
        Arrays.stream(hostnames).map(Hostname::parse).toList(),
        Optional.empty(),
        "/",
        Optional.empty(),
        Map.of());
  }

  public HttpRoute withGateway(GatewayReference reference) {
    return new HttpRoute(hostnames, Optional.of(reference), pathPrefix, port, pin);
  }

  public HttpRoute withPathPrefix(String prefix) {
    return new HttpRoute(hostnames, gateway, prefix, port, pin);
  }

  public HttpRoute withPort(String name) {
    return new HttpRoute(hostnames, gateway, pathPrefix, Optional.of(name), pin);
  }

  public HttpRoute withPin(String header, String value) {
    return new HttpRoute(hostnames, gateway, pathPrefix, port, Ordered.with(pin, header, value));
  }
}
