package charts;

import static charts.Fields.fields;

import environments.apps.App;
import environments.cluster.GatewayReference;
import environments.cluster.IstioGateway;
import environments.routing.HttpRoute;
import environments.routing.Router;
import environments.routing.VirtualService;
import environments.values.DnsLabel;
import environments.values.Hostname;
import environments.values.Weight;
import environments.workload.Port;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Objects that split traffic between two Services: a Gateway API HTTPRoute, or an Istio
 * VirtualService.
 */
final class Routes {
  private Routes() {}

  /**
   * The two variants behind a route. Their order is fixed, so that a shift of traffic changes two
   * numbers and nothing else.
   *
   * @param first the Service of blue or of the stable track
   * @param second the Service of green or of the canary
   * @param toSecond the second Service's share of the traffic
   * @param pinned the Service for requests with the router's pin; empty while it has no pods
   */
  record Split(DnsLabel first, DnsLabel second, Weight toSecond, Optional<DnsLabel> pinned) {}

  static Manifest route(App app, Router router, Split split) {
    var placed = router.in(app.cluster());
    return placed instanceof HttpRoute route
        ? httpRoute(app, route, split)
        : virtualService(app, (VirtualService) placed, split);
  }

  private static Manifest httpRoute(App app, HttpRoute route, Split split) {
    int port = port(app, route).servicePort();
    var rules = new ArrayList<Fields>();
    if (!route.pin().isEmpty() && split.pinned().isPresent()) {
      rules.add(
          fields()
              .set("matches", List.of(path(route).set("headers", headers(route.pin()))))
              .set("backendRefs", List.of(backend(split.pinned().get(), port))));
    }
    rules.add(
        fields()
            .set("matches", List.of(path(route)))
            .set(
                "backendRefs",
                List.of(
                    backend(split.first(), port).set("weight", split.toSecond().rest()),
                    backend(split.second(), port).set("weight", split.toSecond().percent()))));
    return new Manifest(
        fields()
            .set("apiVersion", "gateway.networking.k8s.io/v1")
            .set("kind", route.kind())
            .set("metadata", Metadata.ofApp(app, app.name().value()))
            .set(
                "spec",
                fields()
                    .set("parentRefs", List.of(parent(route.gateway().orElseThrow())))
                    .set("hostnames", route.hostnames().stream().map(Hostname::value).toList())
                    .set("rules", rules))
            .map());
  }

  private static Fields parent(GatewayReference gateway) {
    return fields()
        .set("name", gateway.name().value())
        .set("namespace", gateway.namespace().value())
        .set("sectionName", gateway.sectionName());
  }

  private static Fields path(HttpRoute route) {
    return fields()
        .set("path", fields().set("type", "PathPrefix").set("value", route.pathPrefix()));
  }

  private static List<Fields> headers(Map<String, String> pin) {
    return pin.entrySet().stream()
        .map(header -> fields().set("name", header.getKey()).set("value", header.getValue()))
        .toList();
  }

  private static Fields backend(DnsLabel service, int port) {
    return fields().set("name", service.value()).set("port", port);
  }

  private static Manifest virtualService(App app, VirtualService service, Split split) {
    int port = port(app, service).servicePort();
    var routes = new ArrayList<Fields>();
    if (!service.pin().isEmpty() && split.pinned().isPresent()) {
      routes.add(
          fields()
              .set("match", List.of(fields().set("headers", exact(service.pin()))))
              .set("route", List.of(destination(app, split.pinned().get(), port))));
    }
    routes.add(
        fields()
            .set(
                "route",
                List.of(
                    destination(app, split.first(), port).set("weight", split.toSecond().rest()),
                    destination(app, split.second(), port)
                        .set("weight", split.toSecond().percent()))));
    return new Manifest(
        fields()
            .set("apiVersion", "networking.istio.io/v1")
            .set("kind", service.kind())
            .set("metadata", Metadata.ofApp(app, app.name().value()))
            .set(
                "spec",
                fields()
                    .set("hosts", service.hosts().stream().map(Hostname::value).toList())
                    .set(
                        "gateways",
                        service.gateways().stream().map(IstioGateway::toString).toList())
                    .set("http", routes))
            .map());
  }

  private static Fields exact(Map<String, String> pin) {
    var headers = fields();
    pin.forEach(
        (name, value) -> headers.set(name.toLowerCase(Locale.ROOT), fields().set("exact", value)));
    return headers;
  }

  /**
   * Uses the full name, because a short one is resolved in the namespace of the reader of the
   * VirtualService.
   */
  private static Fields destination(App app, DnsLabel service, int port) {
    return fields()
        .set(
            "destination",
            fields()
                .set("host", service + "." + app.namespace() + ".svc.cluster.local")
                .set("port", fields().set("number", port)));
  }

  private static Port port(App app, Router router) {
    var ports = app.spec().workload().ports();
    return router.port().flatMap(ports::named).orElse(ports.first());
  }
}
