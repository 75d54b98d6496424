package environments;

import environments.apps.App;
import environments.apps.Callers;
import environments.text.Rules;
import environments.text.SpecPath;
import environments.workload.Egress;
import environments.workload.Peer;
import environments.workload.Workload;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * An app that another one calls must admit it: otherwise its NetworkPolicy drops the requests, and
 * nothing says why they time out.
 */
final class AdmissionRules {
  private final List<App> apps;
  private final Function<Peer.AppPeer, Optional<App>> peers;
  private final List<PlainManifests> manifests;

  /**
   * @param peers finds the app of a peer; none for a peer in another environment
   * @param manifests whose NetworkPolicies may admit callers that the app's own does not
   */
  AdmissionRules(
      List<App> apps, Function<Peer.AppPeer, Optional<App>> peers, List<PlainManifests> manifests) {
    this.apps = apps;
    this.peers = peers;
    this.manifests = manifests;
  }

  void check(Rules rules) {
    for (var app : apps) {
      for (var workload : app.workloads()) {
        check(rules, app, workload.egress());
      }
    }
  }

  private void check(Rules rules, App app, List<Egress> egress) {
    for (int i = 0; i < egress.size(); i++) {
      if (egress.get(i).to() instanceof Peer.AppPeer peer) {
        var keyPath = SpecPath.of("apps", app.name(), "egress", i, "app");
        peers
            .apply(peer)
            .flatMap(target -> shut(target, app).map(workload -> message(target, workload, app)))
            .ifPresent(message -> rules.that(false, keyPath, () -> message));
      }
    }
  }

  /**
   * Returns the workload that drops the caller's requests; empty if none does, or if one of the
   * user's policies may admit it.
   */
  private Optional<Workload> shut(App target, App caller) {
    return target.workloads().stream()
        .filter(workload -> !Callers.admit(target, workload, caller))
        .findFirst()
        .filter(
            workload ->
                manifests.stream()
                    .flatMap(plain -> plain.objects().stream())
                    .noneMatch(object -> mayAdmitTo(target, object.fields())));
  }

  /** Recognizes the user's own policies, including those of other projects. */
  private static boolean mayAdmitTo(App target, Map<String, Object> object) {
    return object.get("kind") instanceof String kind
        && kind.endsWith("NetworkPolicy")
        && object.get("metadata") instanceof Map<?, ?> metadata
        && (metadata.get("namespace") == null
            || target.namespace().value().equals(metadata.get("namespace")))
        && object.get("spec") instanceof Map<?, ?> spec
        && spec.get("ingress") instanceof List<?> ingress
        && !ingress.isEmpty();
  }

  private static String message(App target, Workload workload, App caller) {
    var entry = inWords(new Peer.AppPeer(caller.namespace(), caller.name()), target);
    var given = workload.ingress();
    var admitted = Callers.all(target, workload).stream().distinct();
    return "Must be an app that admits `"
        + caller.name()
        + "`, but `"
        + target.name()
        + "` admits only "
        + admitted.map(peer -> "`" + inWords(peer, target) + "`").collect(Collectors.joining(", "))
        + "; "
        + (given.isEmpty()
            ? "give it `ingress: [{namespace: " + target.namespace() + "}, " + entry + "]`."
            : "add `" + entry + "` to its `ingress`.");
  }

  /** Returns the peer as written under {@code ingress}. */
  private static String inWords(Peer peer, App target) {
    if (peer instanceof Peer.Namespace namespace) {
      return "{namespace: " + namespace.name() + "}";
    }
    if (peer instanceof Peer.AppPeer app) {
      return app.namespace().equals(target.namespace())
          ? "{app: " + app.name() + "}"
          : "{app: " + app.name() + ", namespace: " + app.namespace() + "}";
    }
    if (peer instanceof Peer.Cidr cidr) {
      return "{cidr: " + cidr.block() + "}";
    }
    throw new IllegalStateException("No such peer: " + peer);
  }
}
