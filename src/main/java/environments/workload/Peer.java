package environments.workload;

import environments.text.Fault;
import environments.text.InvalidSpecException;
import environments.values.DnsLabel;
import java.util.regex.Pattern;

/** A source or destination of traffic in a NetworkPolicy. */
public sealed interface Peer {
  /** Every pod of a namespace. */
  record Namespace(DnsLabel name) implements Peer {}

  /** The pods of an app, in all its colors or tracks. */
  record AppPeer(DnsLabel namespace, DnsLabel name) implements Peer {}

  /** A block of addresses, such as {@code 10.0.0.0/8}; {@code 0.0.0.0/0} includes every address. */
  record Cidr(String block) implements Peer {
    private static final Pattern FORM =
        Pattern.compile(
            "(?:(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(?:\\.(?!/)|(?=/))){4}/(?:3[0-2]|[12]?[0-9])");

    public Cidr {
      if (!FORM.matcher(block).matches()) {
        throw InvalidSpecException.of(
            Fault.ofText("Must be an IPv4 block such as `10.0.0.0/8`", block));
      }
    }

    /**
     * Returns whether it reaches into 169.254.0.0/16 on purpose; the block of all addresses does
     * not count.
     */
    boolean reachesLinkLocal() {
      int slash = block.indexOf('/');
      int common = Math.min(16, Integer.parseInt(block.substring(slash + 1)));
      return common > 0
          && firstTwo(block) >> (16 - common) == firstTwo("169.254.0.0/16") >> (16 - common);
    }

    private static int firstTwo(String address) {
      int first = address.indexOf('.');
      int second = address.indexOf('.', first + 1);
      return Integer.parseInt(address.substring(0, first)) * 256
          + Integer.parseInt(address.substring(first + 1, second));
    }
  }
}
