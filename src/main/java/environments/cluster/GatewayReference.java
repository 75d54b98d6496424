package environments.cluster;

import environments.text.Fault;
import environments.text.Rules;
import environments.values.DnsLabel;
import environments.values.ObjectName;
import java.util.Optional;

/**
 * A Gateway that is created elsewhere.
 *
 * @param sectionName the listener, at most 253 lower-case letters, digits, {@code -} and dots;
 *     if absent, every listener that allows the route
 */
public record GatewayReference(ObjectName name, DnsLabel namespace, Optional<String> sectionName) {
  private static final String SUBDOMAIN =
      "[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*";

  public GatewayReference {
    sectionName.ifPresent(
        listener ->
            Rules.check()
                .value(
                    listener.length() <= 253 && listener.matches(SUBDOMAIN),
                    "sectionName",
                    () ->
                        Fault.ofText(
                            "Must be the name of a listener (at most 253 lower-case letters,"
                                + " digits, `-` and dots)",
                            listener))
                .enforce());
  }

  public static GatewayReference of(String namespace, String name) {
    return new GatewayReference(
        ObjectName.parse(name), DnsLabel.parse(namespace), Optional.empty());
  }

  public GatewayReference withSectionName(String listener) {
    return new GatewayReference(name, namespace, Optional.of(listener));
  }
}
