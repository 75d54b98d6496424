package charts;

import static charts.Fields.fields;

import environments.apps.Callers;
import environments.cluster.Cluster;
import environments.cluster.Cluster.DnsPolicy;
import environments.values.DnsLabel;
import environments.workload.Egress;
import environments.workload.Peer;
import environments.workload.Port;
import environments.workload.Port.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * NetworkPolicies that deny all traffic in both directions except what they list. They always allow
 * DNS.
 */
final class NetworkPolicies {
  private static final int DNS = 53;

  private NetworkPolicies() {}

  /**
   * @param routers the namespaces that a router's traffic comes from
   */
  static Manifest networkPolicy(Instance instance, List<DnsLabel> routers) {
    return new Manifest(
        fields()
            .set("apiVersion", "networking.k8s.io/v1")
            .set("kind", "NetworkPolicy")
            .set("metadata", Metadata.ofInstance(instance, instance.name()))
            .set(
                "spec",
                fields()
                    .set("podSelector", matchLabels(instance.labels().instanceSelector()))
                    .set("policyTypes", List.of("Ingress", "Egress"))
                    .set("ingress", ingress(instance, routers))
                    .set("egress", egress(instance)))
            .map());
  }

  /**
   * Returns the policy of the Job that tests an instance: it reaches DNS and the pods of that
   * instance, and nothing else.
   */
  static Manifest ofSmokeTest(Instance instance) {
    return new Manifest(
        fields()
            .set("apiVersion", "networking.k8s.io/v1")
            .set("kind", "NetworkPolicy")
            .set("metadata", Metadata.ofSmokeTest(instance, instance.smokeTestName(), Map.of()))
            .set(
                "spec",
                fields()
                    .set("podSelector", matchLabels(instance.labels().smokeTestSelector()))
                    .set("policyTypes", List.of("Ingress", "Egress"))
                    .set("egress", List.of(dns(instance), tested(instance))))
            .map());
  }

  private static Fields tested(Instance instance) {
    return fields()
        .set(
            "to",
            List.of(fields().set("podSelector", matchLabels(instance.labels().instanceSelector()))))
        .set("ports", ports(instance));
  }

  private static Fields matchLabels(Map<String, String> labels) {
    return fields().set("matchLabels", labels);
  }

  private static List<Fields> ports(Instance instance) {
    return instance.workload().ports().all().stream().map(NetworkPolicies::port).toList();
  }

  private static List<Fields> ingress(Instance instance, List<DnsLabel> routers) {
    var workload = instance.workload();
    var rules = new ArrayList<Fields>();
    rules.add(fields().set("from", callers(instance, routers)).set("ports", ports(instance)));
    workload
        .metrics()
        .flatMap(metrics -> workload.ports().named(metrics.port()))
        .ifPresent(
            port ->
                instance
                    .cluster()
                    .prometheusNamespace()
                    .ifPresent(
                        namespace ->
                            rules.add(
                                fields()
                                    .set("from", List.of(peer(new Peer.Namespace(namespace))))
                                    .set("ports", List.of(port(port))))));
    return rules;
  }

  private static List<Fields> callers(Instance instance, List<DnsLabel> routers) {
    var callers = Callers.of(instance.app(), instance.workload());
    var peers = new ArrayList<Fields>();
    for (var router : routers) {
      if (!names(callers, router)) {
        peers.add(peer(new Peer.Namespace(router)));
      }
    }
    for (var caller : callers) {
      peers.add(peer(caller));
    }
    if (instance.smokeTest().isPresent() && !names(callers, instance.namespace())) {
      peers.add(fields().set("podSelector", matchLabels(instance.labels().smokeTestSelector())));
    }
    return peers;
  }

  private static boolean names(List<Peer> peers, DnsLabel namespace) {
    for (var peer : peers) {
      if (peer instanceof Peer.Namespace named && named.name().equals(namespace)) {
        return true;
      }
    }
    return false;
  }

  private static List<Fields> egress(Instance instance) {
    var rules = new ArrayList<Fields>();
    rules.add(dns(instance));
    instance.workload().egress().forEach(target -> rules.add(egress(target)));
    if (!instance.workload().permissions().isEmpty()) {
      rules.add(apiServer());
    }
    return rules;
  }

  /**
   * Allows the cluster's DNS. If pods resolve names as their node does, allows any server, because
   * the node decides which one is asked.
   */
  private static Fields dns(Instance instance) {
    var rule = fields();
    if (instance.cluster().dnsPolicy() == DnsPolicy.CLUSTER_FIRST) {
      rule.set("to", dnsServers(instance.cluster()));
    }
    return rule.set("ports", List.of(port(Protocol.UDP, DNS), port(Protocol.TCP, DNS)));
  }

  /**
   * Includes a node-local cache by its address: it uses the node's network, so no namespace selects
   * it.
   */
  private static List<Fields> dnsServers(Cluster cluster) {
    var servers = new ArrayList<Fields>();
    servers.add(peer(new Peer.Namespace(DnsLabel.parse("kube-system"))));
    cluster.nodeLocalDns().ifPresent(address -> servers.add(peer(address.block())));
    return servers;
  }

  /** Allows any address, because that of the API server differs and no selector matches it. */
  private static Fields apiServer() {
    return fields()
        .set("ports", IntStream.of(443, 6443).mapToObj(p -> port(Protocol.TCP, p)).toList());
  }

  private static Fields egress(Egress target) {
    return fields()
        .set("to", List.of(peer(target.to())))
        .set("ports", target.ports().stream().map(p -> port(Protocol.TCP, p)).toList());
  }

  private static Fields peer(Peer peer) {
    if (peer instanceof Peer.Namespace namespace) {
      return fields().set("namespaceSelector", namespaceSelector(namespace.name()));
    }
    if (peer instanceof Peer.AppPeer app) {
      return fields()
          .set("namespaceSelector", namespaceSelector(app.namespace()))
          .set("podSelector", fields().set("matchLabels", Labels.anyPodOf(app.name().value())));
    }
    if (peer instanceof Peer.Cidr cidr) {
      return fields().set("ipBlock", fields().set("cidr", cidr.block()));
    }
    throw new IllegalStateException("No such peer: " + peer);
  }

  private static Fields namespaceSelector(DnsLabel namespace) {
    return fields().set("matchLabels", Map.of("kubernetes.io/metadata.name", namespace.value()));
  }

  private static Fields port(Port port) {
    return port(port.protocol(), port.containerPort());
  }

  private static Fields port(Protocol protocol, int number) {
    return fields().set("port", number).set("protocol", protocol.name());
  }
}
