package environments.workload;

import environments.text.Fault;
import environments.text.Rules;
import java.util.List;

/**
 * A destination that an app may call.
 *
 * @param ports of the destination, TCP; all of them if empty
 */
public record Egress(Peer to, List<Integer> ports) {
  public Egress {
    ports = List.copyOf(ports);
    var rules =
        Rules.check()
            .value(
                !(to instanceof Peer.Cidr cidr) || !cidr.reachesLinkLocal(),
                "cidr",
                () ->
                    Fault.ofText(
                            "Must not reach into 169.254.0.0/16, where a cloud's metadata service"
                                + " provides the node's credentials",
                            ((Peer.Cidr) to).block())
                        .withFix(
                            "; name the block that the app calls or, for the DNS cache of the"
                                + " nodes, set its address in `cluster.nodeLocalDns`."));
    ports.forEach(
        port ->
            rules.value(
                port >= 1 && port <= 65535,
                "ports",
                () -> Fault.of("Must be between 1 and 65535", port)));
    rules.enforce();
  }
}
