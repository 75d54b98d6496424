package charts;

import java.util.List;

/**
 * Every rule that synthesized objects hold to by construction. Where a linter's default contradicts
 * Kubernetes' own advice, Kubernetes' advice is the rule.
 */
final class Checks {
  static final List<Check> ALL =
      List.of(
          new Check("pss-namespace-level", ChecksOfPods::namespaceLevels),
          new Check("pss-host-namespaces", ChecksOfPods::hostNamespaces),
          new Check("pss-privileged", ChecksOfPods::privileged),
          new Check("pss-privilege-escalation", ChecksOfPods::privilegeEscalation),
          new Check("pss-capabilities", ChecksOfPods::capabilities),
          new Check("pss-run-as-non-root", ChecksOfPods::runAsNonRoot),
          new Check("uid-gid-high", ChecksOfPods::highIds),
          new Check("pss-seccomp", ChecksOfPods::seccomp),
          new Check("read-only-root-fs", ChecksOfPods::readOnlyRootFilesystem),
          new Check("pss-volume-types", ChecksOfPods::volumeTypes),
          new Check("pss-proc-selinux-sysctl-apparmor-windows", ChecksOfPods::kernelSettings),
          new Check("pss-host-ports", ChecksOfPods::hostPorts),
          new Check("pss-probe-host", ChecksOfPods::probeHosts),
          new Check("sa-dedicated", ChecksOfPods::dedicatedServiceAccount),
          new Check("sa-token-automount", ChecksOfPods::noTokenAutomount),
          new Check("no-secret-literals", ChecksOfSecrets::noSecretLiterals),
          new Check("secrets-as-files", ChecksOfSecrets::secretsAsFiles),
          new Check("secret-file-modes", ChecksOfSecrets::secretFiles),
          new Check("no-duplicate-env", ChecksOfSecrets::noDuplicateVariables),
          new Check("ports-unprivileged", ChecksOfPods::unprivilegedPorts),
          new Check("no-host-aliases", ChecksOfPods::noHostAliases),
          new Check("image-pinned", ChecksOfSecrets::digest),
          new Check("image-tag", ChecksOfSecrets::tag),
          new Check("image-registry", ChecksOfSecrets::registry),
          new Check("pull-policy-always", ChecksOfSecrets::pullAlways),
          new Check("rbac-none-by-default", ChecksOfSecrets::leastRights),
          new Check("networkpolicy-present", ChecksOfTraffic::networkPolicies),
          new Check("service-type", ChecksOfTraffic::serviceTypes),
          new Check("ingress-tls", ChecksOfTraffic::ingressTls),
          new Check("service-targets-pod", ChecksOfTraffic::servicesTargetPods),
          new Check("replicas-min-2", ChecksOfAvailability::twoReplicas),
          new Check("hpa-replicas-exclusive", ChecksOfAvailability::autoscalersDecideAlone),
          new Check("hpa-target-exists", ChecksOfAvailability::autoscalersHaveTargets),
          new Check("hpa-requests-present", ChecksOfAvailability::autoscaledRequests),
          new Check("pdb-present", ChecksOfAvailability::oneBudget),
          new Check("pdb-allows-1", ChecksOfAvailability::budgetsAllowOne),
          new Check("anti-affinity", ChecksOfAvailability::antiAffinity),
          new Check("topology-spread", ChecksOfAvailability::topologySpread),
          new Check("probes", ChecksOfAvailability::probes),
          new Check("resources", ChecksOfAvailability::resources),
          new Check("priority-class", ChecksOfAvailability::priorityClass),
          new Check("selector-matches-template", ChecksOfAvailability::selectors),
          new Check("label-values", ChecksOfReleases::labels),
          new Check("stable-api", ChecksOfReleases::stableApis),
          new Check("rolling-zero-unavailable", ChecksOfReleases::neverFewer),
          new Check("min-ready-seconds", ChecksOfReleases::minReady),
          new Check("progress-deadline", ChecksOfReleases::progressDeadline),
          new Check("pre-stop-drain", ChecksOfReleases::drain),
          new Check("grace-period", ChecksOfReleases::gracePeriod),
          new Check("readiness-gates", ChecksOfTraffic::readinessGates),
          new Check("revision-history", ChecksOfReleases::history),
          new Check("config-hash", ChecksOfReleases::configHash),
          new Check("weights-sum", ChecksOfReleases::weights));

  private Checks() {}
}
