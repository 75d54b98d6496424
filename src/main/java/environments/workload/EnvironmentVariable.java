package environments.workload;

import environments.text.Fault;
import environments.text.InvalidSpecException;
import environments.text.Rules;
import environments.values.DataKey;
import environments.values.ObjectName;
import environments.values.QualifiedName;

/** The source of a container's environment variable. */
public sealed interface EnvironmentVariable {
  /** A literal value. Never a secret: those are refused by their names. */
  record Literal(String value) implements EnvironmentVariable {}

  /**
   * A field of the pod, by the downward API: {@code metadata.name},
   * {@code metadata.labels['sluice.dev/color']}.
   */
  record FieldRef(String fieldPath) implements EnvironmentVariable {
    public FieldRef {
      if (!isOffered(fieldPath)) {
        throw InvalidSpecException.of(
            Fault.ofText(
                "Must be a field that the downward API offers, such as `metadata.name` or"
                    + " `metadata.labels['sluice.dev/color']`",
                fieldPath));
      }
    }

    private static boolean isOffered(String path) {
      return switch (path) {
        case "metadata.name",
            "metadata.namespace",
            "metadata.uid",
            "spec.nodeName",
            "spec.serviceAccountName",
            "status.podIP",
            "status.podIPs",
            "status.hostIP",
            "status.hostIPs" ->
            true;
        default -> isEntry(path, "metadata.labels['") || isEntry(path, "metadata.annotations['");
      };
    }

    private static boolean isEntry(String path, String map) {
      return path.startsWith(map)
          && path.endsWith("']")
          && path.length() > map.length() + 2
          && QualifiedName.isValid(path.substring(map.length(), path.length() - 2));
    }
  }

  /**
   * A key of a Secret that is created elsewhere. A mounted file is safer, since no crash dump and
   * no child process contains it; so an app that uses this gives a reason under {@link
   * Exemption#SECRETS_AS_FILES}.
   */
  record SecretKeyRef(ObjectName secret, String key) implements EnvironmentVariable {
    public SecretKeyRef {
      Rules.check()
          .value(
              DataKey.isValid(key),
              "key",
              () -> Fault.ofText("A key of a Secret " + DataKey.RULE, key))
          .enforce();
    }
  }
}
