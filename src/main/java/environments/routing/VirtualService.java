package environments.routing;

import environments.cluster.Cluster;
import environments.cluster.IstioGateway;
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
 * An Istio VirtualService.
 *
 * @param hosts of the requests, at least one
 * @param gateways if empty, the mesh's own traffic
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

  @Override
  public String kind() {
    return "VirtualService";
  }

  @Override
  public VirtualService in(Cluster cluster) {
    return this;
  }

  /** A VirtualService for the mesh needs no Gateway. */
  @Override
  public void checkComplete(Rules rules) {}

  @Override
  public List<DnsLabel> sources() {
    return gateways.stream().map(IstioGateway::namespace).distinct().toList();
  }

  @Override
  public void checkDistinct(Rules rules, SpecPath router, DnsLabel earlierApp, Router earlier) {
    if (!(earlier instanceof VirtualService other) || !isSameMesh(other)) {
      return;
    }
    for (var host : hosts) {
      rules.that(
          !other.hosts.contains(host),
          router.then("hosts"),
          () ->
              "Must not have `"
                  + host
                  + "`, which is `"
                  + earlierApp
                  + "`'s already on "
                  + shared(other)
                  + "; take another host.");
    }
  }

  private boolean isSameMesh(VirtualService other) {
    return gateways.isEmpty()
        ? other.gateways.isEmpty()
        : gateways.stream().anyMatch(other.gateways::contains);
  }

  private String shared(VirtualService other) {
    return other.gateways.stream()
        .filter(gateways::contains)
        .findFirst()
        .map(gateway -> "the Gateway `" + gateway + "`")
        .orElse("the mesh");
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
}
