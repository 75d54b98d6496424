package environments.values;

import environments.text.InvalidSpecException;
import environments.text.Suggestion;
import java.util.List;

/** The name of a check of {@code sluice lint}. */
public record CheckName(String value) {
  /** In the order of docs/checks.md. */
  public static final List<String> ALL =
      List.of(
          "pss-namespace-level",
          "pss-host-namespaces",
          "pss-privileged",
          "pss-privilege-escalation",
          "pss-capabilities",
          "pss-run-as-non-root",
          "uid-gid-high",
          "pss-seccomp",
          "read-only-root-fs",
          "pss-volume-types",
          "pss-proc-selinux-sysctl-apparmor-windows",
          "pss-host-ports",
          "pss-probe-host",
          "sa-dedicated",
          "sa-token-automount",
          "ports-unprivileged",
          "no-host-aliases",
          "no-secret-literals",
          "secrets-as-files",
          "secret-file-modes",
          "no-duplicate-env",
          "image-pinned",
          "image-tag",
          "image-registry",
          "pull-policy-always",
          "rbac-none-by-default",
          "rbac-config-maps",
          "namespace-declared",
          "networkpolicy-present",
          "service-type",
          "ingress-tls",
          "service-targets-pod",
          "readiness-gates",
          "route-scope",
          "scrape-port",
          "replicas-min-2",
          "hpa-replicas-exclusive",
          "hpa-target-exists",
          "hpa-requests-present",
          "pdb-present",
          "pdb-allows-1",
          "anti-affinity",
          "topology-spread",
          "probes",
          "resources",
          "priority-class",
          "selector-matches-template",
          "quota-limits",
          "hpa-behavior",
          "label-values",
          "stable-api",
          "rolling-zero-unavailable",
          "min-ready-seconds",
          "progress-deadline",
          "pre-stop-drain",
          "grace-period",
          "revision-history",
          "config-hash",
          "weights-sum",
          "required-fields");

  public CheckName {
    if (!ALL.contains(value)) {
      throw InvalidSpecException.of("Unknown check. " + Suggestion.sentence(value, ALL));
    }
  }

  public static CheckName parse(String text) {
    return new CheckName(text);
  }

  @Override
  public String toString() {
    return value;
  }
}
