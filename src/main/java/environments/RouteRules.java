package environments;

import environments.apps.App;
import environments.cluster.GatewayReference;
import environments.cluster.IstioGateway;
import environments.routing.HttpRoute;
import environments.routing.VirtualService;
import environments.text.Rules;
import environments.text.SpecPath;
import java.util.List;
import java.util.Optional;

/**
 * Two apps must not answer to the same requests: a Gateway then takes the older route, whichever
 * that is, and says nothing. Of two paths of a host the longer one wins, so these may stand beside
 * each other.
 *
 * @see <a href="https://gateway-api.sigs.k8s.io/reference/spec/#httprouterule">HTTPRouteRule, on
 *     conflicts</a>
 */
record RouteRules(List<App> apps) {
  void check(Rules rules) {
    for (int i = 0; i < apps.size(); i++) {
      var router = apps.get(i).spec().router();
      for (int j = 0; j < i && router.isPresent(); j++) {
        check(rules, apps.get(j), apps.get(i));
      }
    }
  }

  private static void check(Rules rules, App earlier, App app) {
    var one = earlier.spec().router().orElse(null);
    var other = app.spec().router().orElse(null);
    if (one instanceof HttpRoute a && other instanceof HttpRoute b) {
      checkRoutes(rules, new Claim(earlier, a), new Claim(app, b));
    } else if (one instanceof VirtualService a && other instanceof VirtualService b) {
      checkServices(rules, earlier, a, app, b);
    }
  }

  /** An app and what it asks of a Gateway. */
  private record Claim(App app, HttpRoute route) {
    private Optional<GatewayReference> gateway() {
      return route.gateway().isPresent() ? route.gateway() : app.cluster().gateway();
    }

    /** As Gateway API compares them: a slash at the end means nothing. */
    private String path() {
      var path = route.pathPrefix();
      return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }
  }

  private static void checkRoutes(Rules rules, Claim earlier, Claim claim) {
    if (!isSameGateway(earlier.gateway(), claim.gateway())
        || !earlier.path().equals(claim.path())) {
      return;
    }
    if (earlier.route().hostnames().isEmpty() && claim.route().hostnames().isEmpty()) {
      refuse(rules, claim, "every host", earlier);
    }
    for (var host : claim.route().hostnames()) {
      if (earlier.route().hostnames().contains(host)) {
        refuse(rules, claim, "`" + host + "`", earlier);
      }
    }
  }

  private static void refuse(Rules rules, Claim claim, String host, Claim earlier) {
    var key = SpecPath.of("apps", claim.app().name(), "router", "httpRoute", "pathPrefix");
    rules.that(false, key, () -> message(claim, host, earlier));
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

  private static String message(Claim claim, String host, Claim earlier) {
    var gateway = claim.gateway().orElseThrow();
    return "Must not be `"
        + claim.route().pathPrefix()
        + "` of "
        + host
        + " on the Gateway `"
        + gateway.namespace()
        + "/"
        + gateway.name()
        + "`, which is `"
        + earlier.app().name()
        + "`'s already; choose another host or path.";
  }

  private static void checkServices(
      Rules rules, App earlier, VirtualService one, App app, VirtualService other) {
    if (!isSameMesh(one.gateways(), other.gateways())) {
      return;
    }
    for (var host : other.hosts()) {
      rules.that(
          !one.hosts().contains(host),
          SpecPath.of("apps", app.name(), "router", "virtualService", "hosts"),
          () ->
              "Must not have `"
                  + host
                  + "`, which is `"
                  + earlier.name()
                  + "`'s already on "
                  + shared(one.gateways(), other.gateways())
                  + "; take another host.");
    }
  }

  private static boolean isSameMesh(List<IstioGateway> one, List<IstioGateway> other) {
    return one.isEmpty() ? other.isEmpty() : one.stream().anyMatch(other::contains);
  }

  private static String shared(List<IstioGateway> one, List<IstioGateway> other) {
    return one.stream()
        .filter(other::contains)
        .findFirst()
        .map(gateway -> "the Gateway `" + gateway + "`")
        .orElse("the mesh");
  }
}
