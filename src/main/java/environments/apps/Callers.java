package environments.apps;

import environments.cluster.Cluster;
import environments.routing.Router;
import environments.routing.ServiceExposure;
import environments.values.DnsLabel;
import environments.workload.Peer;
import environments.workload.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The peers that the NetworkPolicy of an app admits. */
public final class Callers {
  private Callers() {}

  /**
   * Returns those of {@code ingress} or, without any, the defaults: everyone for a load balancer,
   * otherwise the app's own namespace.
   */
  public static List<Peer> of(App app, Workload workload) {
    return workload.ingress().isEmpty() ? byDefault(app) : workload.ingress();
  }

  /**
   * A load balancer is meant to be reached from outside, everything else from its own namespace.
   * The namespace is named in both cases, because in some networks a block of addresses does not
   * match pods.
   *
   * @see <a href="https://docs.cilium.io/en/stable/security/policy/layer3/">Layer 3 policies of
   *     Cilium, whose blocks match no pods</a>
   */
  private static List<Peer> byDefault(App app) {
    var own = new Peer.Namespace(app.namespace());
    return app.spec().exposure().type() == ServiceExposure.Type.LOAD_BALANCER
        ? List.of(own, new Peer.Cidr("0.0.0.0/0"))
        : List.of(own);
  }

  /**
   * Returns the namespaces from which a router's requests come: those of its proxies or, if
   * unknown, of its Gateways.
   */
  public static List<DnsLabel> ofRouter(Cluster cluster, Optional<Router> router) {
    if (router.isEmpty()) {
      return List.of();
    }
    if (!cluster.routerNamespaces().isEmpty()) {
      return cluster.routerNamespaces();
    }
    return router.get().in(cluster).sources();
  }

  /**
   * Returns whether pods of one app reach those of another, as far as a policy tells: a block may
   * contain the address of any pod.
   */
  public static boolean admit(App target, Workload workload, App caller) {
    for (var peer : all(target, workload)) {
      if (peer instanceof Peer.Cidr
          || peer.equals(new Peer.Namespace(caller.namespace()))
          || peer.equals(new Peer.AppPeer(caller.namespace(), caller.name()))) {
        return true;
      }
    }
    return false;
  }

  /** Returns these, and those of its router and its metrics. */
  public static List<Peer> all(App app, Workload workload) {
    var all = new ArrayList<>(of(app, workload));
    ofRouter(app.cluster(), app.spec().router()).forEach(n -> all.add(new Peer.Namespace(n)));
    if (workload.metrics().isPresent()) {
      app.cluster().prometheusNamespace().ifPresent(n -> all.add(new Peer.Namespace(n)));
    }
    return all;
  }
}
