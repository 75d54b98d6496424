package environments.reader;

import environments.values.DnsLabel;
import environments.workload.Egress;
import environments.workload.Peer;
import environments.workload.Permission;
import java.util.Optional;

/** Reads {@code ingress}, {@code egress} and {@code permissions}. */
final class PeerDecoder {
  private PeerDecoder() {}

  /**
   * @param own the namespace of the app, which is the default for its peers
   */
  static Optional<Peer> peer(Section peer, Optional<DnsLabel> own) {
    var app = peer.text("app", DnsLabel::parse);
    var cidr = peer.text("cidr", Peer.Cidr::new);
    var namespace = peer.text("namespace", DnsLabel::parse);
    var target = namespace.or(() -> own);
    return app.isPresent() && target.isEmpty()
        ? Optional.empty()
        : peer.build(() -> peer(app, cidr, target));
  }

  private static Peer peer(
      Optional<DnsLabel> app, Optional<Peer.Cidr> cidr, Optional<DnsLabel> namespace) {
    if (cidr.isPresent()) {
      return cidr.get();
    }
    return app.isPresent()
        ? new Peer.AppPeer(namespace.orElseThrow(), app.get())
        : new Peer.Namespace(namespace.orElseThrow());
  }

  static Optional<Egress> egress(Section egress, Optional<DnsLabel> own) {
    var to = peer(egress, own);
    var ports = egress.integers("ports");
    return to.isEmpty() ? Optional.empty() : egress.build(() -> new Egress(to.get(), ports));
  }

  static Optional<Permission> permission(Section permission) {
    var apiGroup = permission.text("apiGroup");
    var resources = permission.list("resources", text -> text);
    var verbs = permission.list("verbs", text -> text);
    var resourceNames = permission.list("resourceNames", text -> text);
    return permission.build(
        () -> new Permission(apiGroup.orElse(""), resources, verbs, resourceNames));
  }
}
