package environments;

import java.util.regex.Pattern;

/** Who may reach an app, or what it may reach, as a NetworkPolicy names them. */
public sealed interface Peer {
  /** Every pod of a namespace. */
  record Namespace(DnsLabel name) implements Peer {}

  /** The pods of an app, all its colors or tracks. */
  record App(DnsLabel namespace, DnsLabel name) implements Peer {}

  /** A block of addresses, such as {@code 10.0.0.0/8}; {@code 0.0.0.0/0} is everybody. */
  record Cidr(String block) implements Peer {
    private static final Pattern FORM =
        Pattern.compile(
            "(?:(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(?:\\.(?!/)|(?=/))){4}/(?:3[0-2]|[12]?[0-9])");

    public Cidr {
      if (!FORM.matcher(block).matches()) {
        throw InvalidSpecException.of(
            "Must be an IPv4 block such as `10.0.0.0/8`, but is `" + block + "`.");
      }
    }
  }
}
