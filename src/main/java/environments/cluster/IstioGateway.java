package environments.cluster;

import environments.text.Fault;
import environments.text.InvalidSpecException;
import environments.values.DnsLabel;
import environments.values.ObjectName;
import java.util.regex.Pattern;

/** An Istio Gateway that is created elsewhere. */
public record IstioGateway(DnsLabel namespace, ObjectName name) {
  private static final Pattern FORM =
      Pattern.compile(
          "([a-z](?:[a-z0-9-]{0,61}[a-z0-9])?)/([a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?)");

  /**
   * @param text {@code namespace/name}
   */
  public static IstioGateway parse(String text) {
    var parts = FORM.matcher(text);
    if (!parts.matches()) {
      throw InvalidSpecException.of(
          Fault.ofText("Must be `namespace/name` of an Istio Gateway", text));
    }
    return new IstioGateway(DnsLabel.parse(parts.group(1)), ObjectName.parse(parts.group(2)));
  }

  @Override
  public String toString() {
    return namespace + "/" + name;
  }
}
