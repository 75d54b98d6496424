package charts;

import java.util.Optional;
import java.util.stream.Stream;

/** A kind of object that splits traffic among Services by weight. */
public enum RouteKind {
  /**
   * @see <a href="https://gateway-api.sigs.k8s.io/reference/spec/#httproute">HTTPRoute</a>
   */
  HTTP_ROUTE(
      "HTTPRoute", "gateway.networking.k8s.io", "httproutes", "hostnames", "rules", "backendRefs"),
  /**
   * @see <a href="https://istio.io/latest/docs/reference/config/networking/virtual-service/">
   *     VirtualService</a>
   */
  VIRTUAL_SERVICE(
      "VirtualService", "networking.istio.io", "virtualservices", "hosts", "http", "route");

  private final String word;
  private final String group;
  private final String plural;
  private final String hosts;
  private final String rules;
  private final String backends;

  RouteKind(String word, String group, String plural, String hosts, String rules, String backends) {
    this.word = word;
    this.group = group;
    this.plural = plural;
    this.hosts = hosts;
    this.rules = rules;
    this.backends = backends;
  }

  /** Returns the route kind of this name; empty if there is none. */
  public static Optional<RouteKind> of(String kind) {
    return Stream.of(values()).filter(each -> each.word.equals(kind)).findFirst();
  }

  /** Returns the names of all route kinds. */
  public static String[] names() {
    return Stream.of(values()).map(RouteKind::toString).toArray(String[]::new);
  }

  public String group() {
    return group;
  }

  public String version() {
    return "v1";
  }

  /** Returns the name of the resource in RBAC rules. */
  public String plural() {
    return plural;
  }

  /** Returns the key below {@code spec} for the host names. */
  public String hosts() {
    return hosts;
  }

  /** Returns the key below {@code spec} for the rules. */
  public String rules() {
    return rules;
  }

  /** Returns the key of a rule for the weighted Services. */
  public String backends() {
    return backends;
  }

  /** Returns whether a router reports in the object's status that it accepted the route. */
  public boolean hasStatus() {
    return this == HTTP_ROUTE;
  }

  /** Returns the kind as written in manifests. */
  @Override
  public String toString() {
    return word;
  }
}
