package charts;

import static charts.Fields.fields;

import java.util.List;

/**
 * The same hardening for the pod and for its container, since some linters check only one of them.
 *
 * @see <a
 *     href="https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted">Restricted</a>
 */
final class SecurityContexts {
  private SecurityContexts() {}

  static Fields ofPod(int user) {
    return fields()
        .set("runAsNonRoot", true)
        .set("runAsUser", user)
        .set("runAsGroup", user)
        .set("fsGroup", user)
        .set("fsGroupChangePolicy", "OnRootMismatch")
        .set("seccompProfile", runtimeDefault());
  }

  static Fields ofContainer(int user) {
    return fields()
        .set("privileged", false)
        .set("allowPrivilegeEscalation", false)
        .set("readOnlyRootFilesystem", true)
        .set("runAsNonRoot", true)
        .set("runAsUser", user)
        .set("runAsGroup", user)
        .set("capabilities", fields().set("drop", List.of("ALL")))
        .set("seccompProfile", runtimeDefault());
  }

  private static Fields runtimeDefault() {
    return fields().set("type", "RuntimeDefault");
  }
}
