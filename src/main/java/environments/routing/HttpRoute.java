package environments.routing;

import environments.cluster.Cluster;
import environments.cluster.GatewayReference;
import environments.text.Ascii;
import environments.text.Fault;
import environments.text.Ordered;
import environments.text.Rules;
import environments.text.SpecPath;
import environments.values.DnsLabel;
import environments.values.Hostname;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A Gateway API HTTPRoute.
 *
 * @param hostnames of the requests, at most 16; if empty, all that the Gateway's listener
 *     accepts
 * @param gateway of the route; {@link Cluster#gateway()} if absent
 * @param pathPrefix at most 1024 characters, beginning with {@code /}, by the rules of Gateway
 *     API
 * @see <a
 *     href="https://gateway-api.sigs.k8s.io/reference/spec/#httproutespec">HTTPRouteSpec</a>
 */
public record HttpRoute(
    List<Hostname> hostnames,
    Optional<GatewayReference> gateway,
    String pathPrefix,
    Optional<String> port,
    Map<String, String> pin)
    implements Router {
  private static final int MOST_HOSTNAMES = 16;
  private static final int LONGEST_PATH = 1024;

  public HttpRoute {
    hostnames = List.copyOf(hostnames);
    pin = Ordered.copy(pin);
    var rules = Rules.check();
    checkHostnames(rules, hostnames);
    rules.value(isPath(pathPrefix), "pathPrefix", () -> pathRule(pathPrefix));
    RouterRules.checkPin(rules, pin);
    rules.enforce();
  }

  @Override
  public String key() {
    return "httpRoute";
  }

  @Override
  public String kind() {
    return "HTTPRoute";
  }

  @Override
  public HttpRoute in(Cluster cluster) {
    return new HttpRoute(hostnames, gateway.or(cluster::gateway), pathPrefix, port, pin);
  }

  @Override
  public void checkComplete(Rules rules) {
    rules.that(
        gateway.isPresent(),
        SpecPath.of("router", key()),
        () -> "Needs a Gateway: set `gateway` here, or `cluster.gateway` for all routes.");
  }

  @Override
  public List<DnsLabel> sources() {
    return gateway.map(GatewayReference::namespace).map(List::of).orElse(List.of());
  }

  /**
   * For the same host and path, a Gateway silently uses the older of two routes. The longer of two
   * paths wins, so a host may have several.
   *
   * @see <a href="https://gateway-api.sigs.k8s.io/reference/spec/#httprouterule">HTTPRouteRule,
   *     on conflicts</a>
   */
  @Override
  public void checkDistinct(Rules rules, SpecPath router, DnsLabel earlierApp, Router earlier) {
    if (!(earlier instanceof HttpRoute other)
        || !isSameGateway(gateway, other.gateway)
        || !comparedPath().equals(other.comparedPath())) {
      return;
    }
    var key = router.then("pathPrefix");
    if (hostnames.isEmpty() && other.hostnames.isEmpty()) {
      rules.that(false, key, () -> taken("every host", earlierApp));
    }
    for (var host : hostnames) {
      rules.that(!other.hostnames.contains(host), key, () -> taken("`" + host + "`", earlierApp));
    }
  }

  private String taken(String host, DnsLabel earlierApp) {
    var reference = gateway.orElseThrow();
    return "Must not be `"
        + pathPrefix
        + "` of "
        + host
        + " on the Gateway `"
        + reference.namespace()
        + "/"
        + reference.name()
        + "`, which is `"
        + earlierApp
        + "`'s already; choose another host or path.";
  }

  /** Gateway API ignores a slash at the end when it compares paths. */
  private String comparedPath() {
    return pathPrefix.length() > 1 && pathPrefix.endsWith("/")
        ? pathPrefix.substring(0, pathPrefix.length() - 1)
        : pathPrefix;
  }

  private static boolean isSameGateway(
      Optional<GatewayReference> one, Optional<GatewayReference> other) {
    return one.isPresent() && other.isPresent() && isSame(one.get(), other.get());
  }

  private static boolean isSame(GatewayReference one, GatewayReference other) {
    return one.name().equals(other.name())
        && one.namespace().equals(other.namespace())
        && (one.sectionName().isEmpty()
            || other.sectionName().isEmpty()
            || one.sectionName().equals(other.sectionName()));
  }

  /** Returns a route for every path of these hosts, through the environment's Gateway. */
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

  private static void checkHostnames(Rules rules, List<Hostname> hostnames) {
    rules.that(
        hostnames.size() <= MOST_HOSTNAMES,
        "hostnames",
        () ->
            "Must be at most "
                + MOST_HOSTNAMES
                + " host names, got "
                + hostnames.size()
                + "; split the app, or take a name such as `*.shop.example`.");
    RouterRules.checkDistinct(rules, "hostnames", hostnames);
  }

  private static boolean isPath(String text) {
    return text.startsWith("/")
        && text.length() <= LONGEST_PATH
        && !hasOddSegment(text)
        && hasPathCharacters(text);
  }

  /** Clients and proxies resolve such segments differently. */
  private static boolean hasOddSegment(String path) {
    return path.contains("//")
        || path.contains("/./")
        || path.contains("/../")
        || path.endsWith("/.")
        || path.endsWith("/..");
  }

  private static boolean hasPathCharacters(String path) {
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      if (!Ascii.isLetterOrDigit(c) && "/-._~!$&'()*+,;=:@".indexOf(c) < 0 && !isEscape(path, i)) {
        return false;
      }
    }
    return true;
  }

  /** Returns whether {@code %} and two hexadecimal digits follow, other than those of a slash. */
  private static boolean isEscape(String path, int at) {
    return path.charAt(at) == '%'
        && at + 2 < path.length()
        && Character.digit(path.charAt(at + 1), 16) >= 0
        && Character.digit(path.charAt(at + 2), 16) >= 0
        && !path.regionMatches(true, at, "%2f", 0, 3);
  }

  private static Fault pathRule(String path) {
    return Fault.ofText(
        "Must be a URL path of at most 1024 characters that begins with `/` and contains no `//`,"
            + " `/./`, `/../`, `%2f`, `#` or space",
        path);
  }
}
