package environments.cluster;

import environments.text.Fault;
import environments.text.InvalidSpecException;
import environments.workload.Peer;
import java.util.regex.Pattern;

/** An address such as {@code 169.254.20.10}. */
public record Ipv4Address(String value) {
  private static final String PART = "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
  private static final Pattern FORM = Pattern.compile(PART + "(?:\\." + PART + "){3}");

  public Ipv4Address {
    if (!FORM.matcher(value).matches()) {
      throw InvalidSpecException.of(
          Fault.ofText("Must be an IPv4 address such as `169.254.20.10`", value));
    }
  }

  public static Ipv4Address parse(String text) {
    return new Ipv4Address(text);
  }

  /** Returns the block that contains only this address. */
  public Peer.Cidr block() {
    return new Peer.Cidr(value + "/32");
  }

  @Override
  public String toString() {
    return value;
  }
}
