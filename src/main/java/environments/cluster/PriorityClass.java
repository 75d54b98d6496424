package environments.cluster;

import environments.text.Fault;
import environments.text.Rules;
import environments.values.ObjectName;

/**
 * The PriorityClass that an environment creates for its pods, so that they are not evicted first.
 *
 * @param value -1,000,000,000 to 1,000,000,000; higher values are reserved for the cluster's
 *     own pods
 */
public record PriorityClass(ObjectName name, int value) {
  public static final PriorityClass DEFAULT = new PriorityClass(ObjectName.parse("workload"), 1000);

  public PriorityClass {
    Rules.check()
        .value(
            value >= -1_000_000_000 && value <= 1_000_000_000,
            "value",
            () -> Fault.of("Must be between -1000000000 and 1000000000", value))
        .that(
            !name.value().startsWith("system-"),
            "name",
            () -> "Must not begin with `system-`, which Kubernetes reserves.")
        .enforce();
  }
}
