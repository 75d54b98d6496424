package environments;

import java.util.Optional;

/**
 * A Gateway that is made elsewhere.
 *
 * @param sectionName the listener; all that allow the route, if absent
 */
public record GatewayReference(ObjectName name, DnsLabel namespace, Optional<String> sectionName) {
  public static GatewayReference of(String namespace, String name) {
    return new GatewayReference(
        ObjectName.parse(name), DnsLabel.parse(namespace), Optional.empty());
  }

  public GatewayReference withSectionName(String listener) {
    return new GatewayReference(name, namespace, Optional.of(listener));
  }
}
