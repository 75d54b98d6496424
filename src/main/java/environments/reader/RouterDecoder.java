package environments.reader;

import environments.cluster.GatewayReference;
import environments.cluster.IstioGateway;
import environments.routing.HttpRoute;
import environments.routing.Router;
import environments.routing.VirtualService;
import environments.values.DnsLabel;
import environments.values.Hostname;
import environments.values.ObjectName;
import java.util.Optional;

/** Reads {@code router} and references to Gateways. */
final class RouterDecoder {
  private RouterDecoder() {}

  static Optional<Router> router(Section router) {
    return router
        .section("httpRoute", RouterDecoder::httpRoute)
        .or(() -> router.section("virtualService", RouterDecoder::virtualService));
  }

  private static Optional<Router> httpRoute(Section route) {
    var hostnames = route.list("hostnames", Hostname::parse);
    var gateway = route.section("gateway", RouterDecoder::gateway);
    var pathPrefix = route.text("pathPrefix");
    var port = route.text("port");
    var pin = route.texts("pin");
    return route.build(() -> new HttpRoute(hostnames, gateway, pathPrefix.orElse("/"), port, pin));
  }

  private static Optional<Router> virtualService(Section service) {
    var hosts = service.list("hosts", Hostname::parse);
    var gateways = service.list("gateways", IstioGateway::parse);
    var port = service.text("port");
    var pin = service.texts("pin");
    return service.build(() -> new VirtualService(hosts, gateways, port, pin));
  }

  static Optional<GatewayReference> gateway(Section gateway) {
    var name = gateway.text("name", ObjectName::parse);
    var namespace = gateway.text("namespace", DnsLabel::parse);
    var sectionName = gateway.text("sectionName");
    return gateway.build(
        () -> new GatewayReference(name.orElseThrow(), namespace.orElseThrow(), sectionName));
  }
}
