package environments;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A peer in a namespace of the environment must be one of its apps: a NetworkPolicy for nobody is valid for Kubernetes,
 * and nothing says why requests time out. Namespaces that the environment does not declare are others' own.
 *
 * @param namespaces those that the environment declares
 */
record PeerRules(Set<String> namespaces, List<App> apps) {
  void check(Rules rules) {
    for (var app : apps) {
      for (var workload : app.workloads()) {
        check(rules, app, "ingress", workload.ingress());
        check(rules, app, "egress", workload.egress().stream().map(Egress::to).toList());
      }
    }
  }

  private void check(Rules rules, App app, String key, List<Peer> peers) {
    for (int i = 0; i < peers.size(); i++) {
      if (peers.get(i) instanceof Peer.App peer && isNobody(peer)) {
        var keyPath = "apps." + app.name() + "." + key + "[" + i + "].app";
        rules.that(false, keyPath, () -> message(peer));
      }
    }
  }

  private boolean isNobody(Peer.App peer) {
    return namespaces.contains(peer.namespace().value())
        && apps.stream()
            .noneMatch(
                app -> app.name().equals(peer.name()) && app.namespace().equals(peer.namespace()));
  }

  private String message(Peer.App peer) {
    return "Must be an app of the namespace `"
        + peer.namespace()
        + "`, but is `"
        + peer.name()
        + "`"
        + elsewhere(peer)
            .map(home -> ", which is in `" + home + "`; write `namespace: " + home + "` beside it.")
            .orElseGet(() -> ". " + Suggestion.sentence(peer.name().value(), neighbors(peer)));
  }

  private Optional<DnsLabel> elsewhere(Peer.App peer) {
    return apps.stream()
        .filter(app -> app.name().equals(peer.name()))
        .map(App::namespace)
        .findFirst();
  }

  private List<String> neighbors(Peer.App peer) {
    var names = new ArrayList<String>();
    for (var app : apps) {
      if (app.namespace().equals(peer.namespace())) {
        names.add(app.name().value());
      }
    }
    return names;
  }
}
