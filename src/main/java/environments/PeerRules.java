package environments;

import environments.apps.App;
import environments.text.Fault;
import environments.text.Rules;
import environments.text.SpecPath;
import environments.text.Suggestion;
import environments.values.DnsLabel;
import environments.workload.Egress;
import environments.workload.Peer;
import environments.workload.Port;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A peer in a namespace of the environment must be one of its apps: Kubernetes accepts a
 * NetworkPolicy for an app that does not exist, and nothing says why requests time out. The same
 * applies to a port that the app does not have. Namespaces that the environment does not declare
 * belong to others.
 */
final class PeerRules {
  private final Set<String> namespaces;
  private final List<App> apps;
  private final Map<String, App> byName = new HashMap<>();

  /**
   * @param namespaces declared by the environment
   */
  PeerRules(Set<String> namespaces, List<App> apps) {
    this.namespaces = namespaces;
    this.apps = apps;
    for (var app : apps) {
      byName.put(app.name().value(), app);
    }
  }

  void check(Rules rules) {
    for (var app : apps) {
      for (var workload : app.workloads()) {
        check(rules, app, "ingress", workload.ingress());
        check(rules, app, "egress", workload.egress().stream().map(Egress::to).toList());
        checkPorts(rules, app, workload.egress());
      }
    }
  }

  private void check(Rules rules, App app, String key, List<Peer> peers) {
    for (int i = 0; i < peers.size(); i++) {
      if (peers.get(i) instanceof Peer.AppPeer peer && isNobody(peer)) {
        var keyPath = SpecPath.of("apps", app.name(), key, i, "app");
        rules.value(false, keyPath, () -> message(peer));
      }
    }
  }

  /** A NetworkPolicy applies to the ports of pods, not those of the Service. */
  private void checkPorts(Rules rules, App app, List<Egress> egress) {
    for (int i = 0; i < egress.size(); i++) {
      if (egress.get(i).to() instanceof Peer.AppPeer peer) {
        var keyPath = SpecPath.of("apps", app.name(), "egress", i, "ports");
        var target = find(peer);
        if (target.isPresent()) {
          checkPorts(rules, keyPath, egress.get(i).ports(), target.get());
        }
      }
    }
  }

  private static void checkPorts(Rules rules, SpecPath keyPath, List<Integer> ports, App target) {
    var declared = new ArrayList<Integer>();
    for (var port : target.spec().workload().ports().all()) {
      if (port.protocol() == Port.Protocol.TCP) {
        declared.add(port.containerPort());
      }
    }
    for (var port : ports) {
      if (!declared.contains(port)) {
        rules.value(false, keyPath, () -> portRule(target, declared, port));
      }
    }
  }

  private static Fault portRule(App target, List<Integer> declared, int port) {
    return Fault.of(
        "Must be TCP ports of the pods of `"
            + target.name()
            + "` ("
            + declared.stream().map(String::valueOf).collect(Collectors.joining(", "))
            + ")",
        port);
  }

  private boolean isNobody(Peer.AppPeer peer) {
    return namespaces.contains(peer.namespace().value()) && find(peer).isEmpty();
  }

  /** Returns the app of a peer; empty if it is not in the environment. */
  Optional<App> find(Peer.AppPeer peer) {
    var app = byName.get(peer.name().value());
    return app != null && app.namespace().equals(peer.namespace())
        ? Optional.of(app)
        : Optional.empty();
  }

  private Fault message(Peer.AppPeer peer) {
    return Fault.ofText("Must be an app of the namespace `" + peer.namespace() + "`", peer.name())
        .withFix(
            elsewhere(peer)
                .map(
                    home ->
                        ", which is in `" + home + "`; write `namespace: " + home + "` next to it.")
                .orElseGet(() -> ". " + Suggestion.sentence(peer.name().value(), neighbors(peer))));
  }

  private Optional<DnsLabel> elsewhere(Peer.AppPeer peer) {
    return apps.stream()
        .filter(app -> app.name().equals(peer.name()))
        .map(App::namespace)
        .findFirst();
  }

  private List<String> neighbors(Peer.AppPeer peer) {
    var names = new ArrayList<String>();
    for (var app : apps) {
      if (app.namespace().equals(peer.namespace())) {
        names.add(app.name().value());
      }
    }
    return names;
  }
}
