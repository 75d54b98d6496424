package environments.routing;

import environments.cluster.IstioGateway;
import environments.text.Ordered;
import environments.text.Rules;
import environments.values.DnsLabel;
import environments.values.Hostname;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An Istio VirtualService.
 *
 * @param hosts what it answers to, at least one
 * @param gateways none means the mesh's own traffic
 */
public record VirtualService(
    List<Hostname> hosts,
    List<IstioGateway> gateways,
    Optional<String> port,
    Map<String, String> pin)
    implements Router {
  public VirtualService {
    hosts = List.copyOf(hosts);
    gateways = List.copyOf(gateways);
    pin = Ordered.copy(pin);
    var rules =
        Rules.check()
            .that(
                !hosts.isEmpty(),
                "hosts",
                () -> "Must name at least one host, such as `shop.example`.");
    RouterRules.checkDistinct(rules, "hosts", hosts);
    RouterRules.checkPin(rules, pin);
    rules.enforce();
  }

  @Override
  public String key() {
    return "virtualService";
  }

  public static VirtualService of(String... hosts) {
    return new VirtualService(
        Arrays.stream(hosts).map(Hostname::parse).toList(), List.of(), Optional.empty(), Map.of());
  }

  /**
   * @param names each {@code namespace/name}
   */
  public VirtualService withGateways(String... names) {
    return new VirtualService(
        hosts, Arrays.stream(names).map(IstioGateway::parse).toList(), port, pin);
  }

  public VirtualService withPort(String name) {
    return new VirtualService(hosts, gateways, Optional.of(name), pin);
  }

  public VirtualService withPin(String header, String value) {
    return new VirtualService(hosts, gateways, port, Ordered.with(pin, header, value));
  }

  /** The namespaces whose pods the requests come from. */
  public List<DnsLabel> gatewayNamespaces() {
    return gateways.stream().map(IstioGateway::namespace).distinct().toList();
  }
}
