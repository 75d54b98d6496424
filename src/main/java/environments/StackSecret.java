package environments;

import environments.values.DnsLabel;
import environments.values.ObjectName;
import java.util.List;

/**
 * A Secret whose values are encrypted in {@code Pulumi.<environment>.yaml}.
 *
 * @param keys of its data, in the order of their names; at least one
 */
public record StackSecret(DnsLabel namespace, ObjectName name, List<String> keys) {
  public StackSecret {
    keys = keys.stream().sorted().toList();
  }
}
