package review;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Checks that pods and containers satisfy the restricted Pod Security Standard, and further rules
 * of linters.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/security/pod-security-standards/">Pod
 *     Security Standards</a>
 */
final class ChecksOfPods {
  static final List<Rule> RULES =
      List.of(
          new Rule(
              new Check(
                  "pss-namespace-level",
                  "A Namespace enforces, audits and warns with the Pod Security Standard"
                      + " `restricted` or `baseline`.",
                  "Without the labels, the API server admits every pod, even a privileged one.",
                  Source.kubernetes(
                      "Pod Security Admission", "concepts/security/pod-security-admission/"),
                  "Declare the namespace under `namespaces` of the environment, or give the"
                      + " Namespace the labels `pod-security.kubernetes.io/enforce`, `audit` and"
                      + " `warn`."),
              ChecksOfPods::namespaceLevels),
          new Rule(
              new Check(
                  "pss-host-namespaces",
                  "A pod uses no namespace of its node: `hostNetwork`, `hostPID` and `hostIPC` are"
                      + " absent.",
                  "In the node's namespaces, a pod sees and reaches processes of others.",
                  Source.PSS_BASELINE,
                  "Remove the field."),
              ChecksOfPods::hostNamespaces),
          new Rule(
              new Check(
                  "pss-privileged",
                  "A container has `privileged: false`.",
                  "A privileged container is root on its node.",
                  Source.PSS_BASELINE,
                  "Set `securityContext.privileged: false` on the container."),
              ChecksOfPods::privileged),
          new Rule(
              new Check(
                  "pss-privilege-escalation",
                  "A container has `allowPrivilegeEscalation: false`.",
                  "Otherwise a program with the setuid bit can give a process more privileges than"
                      + " its container has.",
                  Source.PSS_RESTRICTED,
                  "Set `securityContext.allowPrivilegeEscalation: false` on the container."),
              ChecksOfPods::privilegeEscalation),
          new Rule(
              new Check(
                  "pss-capabilities",
                  "A container drops all capabilities and adds none.",
                  "Each capability is a part of root's privileges; programs that listen on ports"
                      + " from 1024 need none.",
                  Source.PSS_RESTRICTED,
                  "Set `securityContext.capabilities` to `{drop: [ALL]}`."),
              ChecksOfPods::capabilities),
          new Rule(
              new Check(
                  "pss-run-as-non-root",
                  "Pod and container have `runAsNonRoot: true`, and neither runs as user 0.",
                  "A process that escapes its container keeps its user; root would be root on the"
                      + " node.",
                  Source.PSS_RESTRICTED,
                  "Set `runAsNonRoot: true` and a `runAsUser` above 0 in the `securityContext` of"
                      + " the pod and of each container."),
              ChecksOfPods::runAsNonRoot),
          new Rule(
              new Check(
                  "uid-gid-high",
                  "Users and groups of pod and container are 10001 or higher.",
                  "Lower ids may belong to the node's own users, whose files the process could then"
                      + " access.",
                  Source.of(
                      "kube-score container-security-context-user-group-id; Trivy KSV-0020,"
                          + " KSV-0021"),
                  "Set `runAsUser` and `runAsGroup` on pod and container, and `fsGroup` on the pod,"
                      + " to 10001 or higher; for an app that is `runAsUser`."),
              ChecksOfPods::highIds),
          new Rule(
              new Check(
                  "pss-seccomp",
                  "Pod and container have the seccomp profile `RuntimeDefault`.",
                  "It blocks some forty system calls that containers do not need, but attackers"
                      + " do.",
                  Source.PSS_RESTRICTED,
                  "Set `seccompProfile: {type: RuntimeDefault}` in the `securityContext` of the pod"
                      + " and of each container."),
              ChecksOfPods::seccomp),
          new Rule(
              new Check(
                  "read-only-root-fs",
                  "The root file system is read-only; each mount has its volume and each volume its"
                      + " mount; only claims and empty folders with a size limit are writable.",
                  "An attacker cannot install programs in a read-only container, and no log fills"
                      + " up the node.",
                  Source.of(
                      "kube-score container-security-context-readonlyrootfilesystem; Trivy"
                          + " KSV-0014; NSA Kubernetes Hardening Guide"),
                  "Set `securityContext.readOnlyRootFilesystem: true`, mount an `emptyDir` with a"
                      + " `sizeLimit` where the program writes, and mount everything else with"
                      + " `readOnly: true`; an app has the key `writablePaths`."),
              ChecksOfPods::readOnlyRootFilesystem),
          new Rule(
              new Check(
                  "pss-volume-types",
                  "A volume is a configMap, csi, downwardAPI, emptyDir, ephemeral,"
                      + " persistentVolumeClaim, projected or secret.",
                  "A folder of the node, or the socket of its container runtime, lets a process"
                      + " escape the pod.",
                  Source.PSS_RESTRICTED,
                  "Use another type of volume."),
              ChecksOfPods::volumeTypes),
          new Rule(
              new Check(
                  "pss-proc-selinux-sysctl-apparmor-windows",
                  "`procMount`, `seLinuxOptions`, `sysctls`, AppArmor profiles and Windows options"
                      + " are not set.",
                  "The runtime's defaults are allowed everywhere; other values may switch off a"
                      + " protection.",
                  Source.PSS_BASELINE,
                  "Remove the field or the annotation."),
              ChecksOfPods::kernelSettings),
          new Rule(
              new Check(
                  "pss-host-ports",
                  "A container has no `hostPort` and no `hostIP`.",
                  "A port of the node bypasses NetworkPolicies, and two such pods cannot share a"
                      + " node.",
                  Source.PSS_BASELINE,
                  "Remove the field, and reach the pods through a Service."),
              ChecksOfPods::hostPorts),
          new Rule(
              new Check(
                  "pss-probe-host",
                  "Probes and lifecycle hooks name no `host`.",
                  "The kubelet would send requests from the node to any host that the pod names.",
                  Source.PSS_BASELINE,
                  "Remove `host`: without it, the kubelet sends the request to the pod itself."),
              ChecksOfPods::probeHosts),
          new Rule(
              new Check(
                  "sa-dedicated",
                  "A pod runs as a ServiceAccount of the environment that is not `default`.",
                  "Permissions of a shared account apply to every pod that uses it.",
                  Source.kubernetes("Security Checklist", "concepts/security/security-checklist/"),
                  "Add a ServiceAccount to the manifests, name it in `serviceAccountName`, and"
                      + " remove `serviceAccount`."),
              ChecksOfPods::dedicatedServiceAccount),
          new Rule(
              new Check(
                  "sa-token-automount",
                  "Pods and ServiceAccounts have `automountServiceAccountToken: false`; an"
                      + " explicitly mounted token is valid for 600 to 3600 seconds.",
                  "An unused token is available to anyone who breaks into the pod.",
                  Source.kubernetes(
                      "Configure Service Accounts for Pods",
                      "tasks/configure-pod-container/configure-service-account/"),
                  "Set `automountServiceAccountToken: false` on both; a pod that needs the"
                      + " Kubernetes API mounts a projected `serviceAccountToken` with"
                      + " `expirationSeconds`. An app gets one with `permissions`."),
              ChecksOfPods::noTokenAutomount),
          new Rule(
              new Check(
                  "ports-unprivileged",
                  "A container listens on ports from 1024.",
                  "For lower ports, a process needs a capability that no container has.",
                  Source.of("kube-linter privileged-ports, ssh-port; Trivy KSV-0117"),
                  "Let the program listen on a higher port; the Service can still offer port 80."),
              ChecksOfPods::unprivilegedPorts),
          new Rule(
              new Check(
                  "no-host-aliases",
                  "A pod has no `hostAliases`.",
                  "A name that one pod resolves differently from all others leads to places that"
                      + " nobody expects.",
                  Source.of("Trivy KSV-0007"),
                  "Remove `hostAliases`, and add the name to DNS."),
              ChecksOfPods::noHostAliases));

  /** Lower ids are, or may be, those of users and groups of the node. */
  private static final int LOWEST_ID = 10001;

  private static final int LONGEST_TOKEN = 3600;
  private static final Set<String> LEVELS = Set.of("restricted", "baseline");
  private static final Set<String> VOLUME_TYPES =
      Set.of(
          "configMap",
          "csi",
          "downwardAPI",
          "emptyDir",
          "ephemeral",
          "persistentVolumeClaim",
          "projected",
          "secret");

  private ChecksOfPods() {}

  /** The API server itself refuses such pods in a namespace, or warns of them. */
  static Stream<FieldViolation> namespaceLevels(ManifestIndex objects) {
    return objects
        .ofKind("Namespace")
        .map(namespace -> namespace.at("metadata", "labels"))
        .flatMap(
            labels ->
                Stream.of("enforce", "audit", "warn")
                    .map(mode -> labels.at("pod-security.kubernetes.io/" + mode)))
        .flatMap(
            level ->
                level.must(
                    LEVELS.contains(level.text()),
                    "Must be one of " + LEVELS.stream().sorted().toList()));
  }

  static Stream<FieldViolation> hostNamespaces(ManifestIndex objects) {
    return objects
        .podSpecs()
        .flatMap(pod -> Stream.of("hostNetwork", "hostPID", "hostIPC").map(pod::at))
        .flatMap(Field::mustBeAbsent);
  }

  static Stream<FieldViolation> privileged(ManifestIndex objects) {
    return contexts(objects).flatMap(context -> context.at("privileged").mustBe(false));
  }

  static Stream<FieldViolation> privilegeEscalation(ManifestIndex objects) {
    return contexts(objects)
        .flatMap(context -> context.at("allowPrivilegeEscalation").mustBe(false));
  }

  static Stream<FieldViolation> capabilities(ManifestIndex objects) {
    return contexts(objects)
        .map(context -> context.at("capabilities"))
        .flatMap(
            capabilities ->
                Stream.concat(
                    capabilities.at("drop").mustBe(List.of("ALL")),
                    capabilities.at("add").mustBeAbsent()));
  }

  static Stream<FieldViolation> runAsNonRoot(ManifestIndex objects) {
    return contextsOfBothLevels(objects)
        .flatMap(
            context ->
                Stream.concat(
                    context.at("runAsNonRoot").mustBe(true),
                    context.at("runAsUser").must(!context.at("runAsUser").is(0), "Must not be 0")));
  }

  /** Without an {@code fsGroup}, a pod could not read the files of its Secrets. */
  static Stream<FieldViolation> highIds(ManifestIndex objects) {
    var users =
        contextsOfBothLevels(objects)
            .flatMap(context -> Stream.of(context.at("runAsUser"), context.at("runAsGroup")));
    var groups =
        objects
            .podSpecs()
            .map(pod -> pod.at("securityContext"))
            .flatMap(
                context ->
                    Stream.concat(
                        Stream.of(context.at("fsGroup")),
                        context.at("supplementalGroups").items().stream()));
    return Stream.concat(users, groups).flatMap(id -> id.mustBeAtLeast(LOWEST_ID));
  }

  static Stream<FieldViolation> seccomp(ManifestIndex objects) {
    return contextsOfBothLevels(objects)
        .flatMap(context -> context.at("seccompProfile", "type").mustBe("RuntimeDefault"));
  }

  static Stream<FieldViolation> readOnlyRootFilesystem(ManifestIndex objects) {
    var roots =
        contexts(objects).flatMap(context -> context.at("readOnlyRootFilesystem").mustBe(true));
    var sizes =
        volumes(objects)
            .filter(volume -> volume.at("emptyDir").isPresent())
            .map(volume -> volume.at("emptyDir", "sizeLimit"))
            .flatMap(size -> size.must(isAboveZero(size), "Must be above zero"));
    return Stream.of(roots, sizes, objects.podSpecs().flatMap(ChecksOfPods::mounts))
        .flatMap(findings -> findings);
  }

  /**
   * Each mount has its volume, each volume its mount, and only an empty folder or a claim is
   * writable.
   */
  private static Stream<FieldViolation> mounts(Field pod) {
    var volumes = pod.at("volumes").items();
    var mounts =
        ManifestIndex.containers(pod)
            .flatMap(container -> container.at("volumeMounts").items().stream())
            .toList();
    var claims =
        Field.of(pod.manifest()).at("spec", "volumeClaimTemplates").items().stream()
            .map(claim -> claim.at("metadata", "name").text())
            .toList();
    var names =
        Stream.concat(volumes.stream().map(volume -> volume.at("name").text()), claims.stream())
            .toList();
    var mounted = mounts.stream().map(mount -> mount.at("name").text()).toList();
    var writable =
        Stream.concat(
                volumes.stream()
                    .filter(ChecksOfPods::isWritable)
                    .map(volume -> volume.at("name").text()),
                claims.stream())
            .toList();
    return Stream.of(
            mounts.stream()
                .map(mount -> mount.at("name"))
                .flatMap(
                    name -> name.must(names.contains(name.text()), "Must be a volume of the pod")),
            volumes.stream()
                .map(volume -> volume.at("name"))
                .flatMap(name -> name.must(mounted.contains(name.text()), "Must be mounted")),
            mounts.stream()
                .filter(mount -> !writable.contains(mount.at("name").text()))
                .flatMap(mount -> mount.at("readOnly").mustBe(true)))
        .flatMap(findings -> findings);
  }

  private static boolean isWritable(Field volume) {
    return Stream.of("emptyDir", "persistentVolumeClaim", "ephemeral")
        .anyMatch(type -> volume.at(type).isPresent());
  }

  static Stream<FieldViolation> volumeTypes(ManifestIndex objects) {
    return volumes(objects)
        .flatMap(
            volume -> {
              var types =
                  volume.entries().keySet().stream().filter(key -> !key.equals("name")).toList();
              return volume.must(
                  types.size() == 1 && VOLUME_TYPES.contains(types.get(0)),
                  "Must have one of the types "
                      + String.join(", ", VOLUME_TYPES.stream().sorted().toList()));
            });
  }

  /**
   * No app needs the settings that the standard allows within limits; leaving them out is always
   * allowed.
   */
  static Stream<FieldViolation> kernelSettings(ManifestIndex objects) {
    var settings =
        contextsOfBothLevels(objects)
            .flatMap(
                context ->
                    Stream.of(
                            "procMount",
                            "seLinuxOptions",
                            "sysctls",
                            "appArmorProfile",
                            "windowsOptions")
                        .map(context::at));
    var annotations =
        objects
            .templates()
            .flatMap(
                template -> template.at("metadata", "annotations").entries().entrySet().stream())
            .filter(
                entry ->
                    entry.getKey().startsWith("container.apparmor.security.beta.kubernetes.io/"))
            .map(entry -> entry.getValue());
    return Stream.concat(settings, annotations).flatMap(Field::mustBeAbsent);
  }

  static Stream<FieldViolation> hostPorts(ManifestIndex objects) {
    return ports(objects)
        .flatMap(port -> Stream.of(port.at("hostPort"), port.at("hostIP")))
        .flatMap(Field::mustBeAbsent);
  }

  static Stream<FieldViolation> probeHosts(ManifestIndex objects) {
    return objects
        .containers()
        .flatMap(
            container ->
                Stream.of(
                    container.at("startupProbe"),
                    container.at("readinessProbe"),
                    container.at("livenessProbe"),
                    container.at("lifecycle", "postStart"),
                    container.at("lifecycle", "preStop")))
        .flatMap(action -> Stream.of(action.at("httpGet", "host"), action.at("tcpSocket", "host")))
        .flatMap(Field::mustBeAbsent);
  }

  static Stream<FieldViolation> dedicatedServiceAccount(ManifestIndex objects) {
    return objects
        .podSpecs()
        .flatMap(
            pod -> {
              var name = pod.at("serviceAccountName");
              return Stream.concat(
                  name.must(
                      !name.is("default")
                          && objects.inNamespaceOf(pod, "ServiceAccount", name.text()).count() == 1,
                      "Must be a ServiceAccount of the environment, not `default`"),
                  pod.at("serviceAccount").mustBeAbsent());
            });
  }

  /** A pod that needs a token asks for one explicitly, with a short lifetime. */
  static Stream<FieldViolation> noTokenAutomount(ManifestIndex objects) {
    var automatic =
        Stream.concat(objects.podSpecs(), objects.ofKind("ServiceAccount"))
            .flatMap(field -> field.at("automountServiceAccountToken").mustBe(false));
    var asked =
        volumes(objects)
            .flatMap(volume -> volume.at("projected", "sources").items().stream())
            .filter(source -> source.at("serviceAccountToken").isPresent())
            .map(source -> source.at("serviceAccountToken", "expirationSeconds"))
            .flatMap(
                life ->
                    life.must(
                        life.number() >= 600 && life.number() <= LONGEST_TOKEN,
                        "Must be between 600 and " + LONGEST_TOKEN));
    return Stream.concat(automatic, asked);
  }

  /** Returns whether a pod can use the Kubernetes API. */
  static boolean hasToken(Field pod) {
    return !pod.at("automountServiceAccountToken").is(false)
        || pod.at("volumes").items().stream()
            .flatMap(volume -> volume.at("projected", "sources").items().stream())
            .anyMatch(source -> source.at("serviceAccountToken").isPresent());
  }

  static Stream<FieldViolation> unprivilegedPorts(ManifestIndex objects) {
    return ports(objects)
        .map(port -> port.at("containerPort"))
        .flatMap(
            port ->
                port.must(
                    port.number() >= 1024 && port.number() <= 65535,
                    "Must be between 1024 and 65535"));
  }

  static Stream<FieldViolation> noHostAliases(ManifestIndex objects) {
    return objects.podSpecs().flatMap(pod -> pod.at("hostAliases").mustBeAbsent());
  }

  /** Does not parse quantities: only zero, with any unit, makes a limit ineffective. */
  static boolean isAboveZero(Field quantity) {
    return quantity.isPresent() && !quantity.text().matches("0*(\\.0*)?[A-Za-z]*");
  }

  private static Stream<Field> contexts(ManifestIndex objects) {
    return objects.containers().map(container -> container.at("securityContext"));
  }

  private static Stream<Field> contextsOfBothLevels(ManifestIndex objects) {
    return Stream.concat(
        objects.podSpecs().map(pod -> pod.at("securityContext")), contexts(objects));
  }

  static Stream<Field> volumes(ManifestIndex objects) {
    return objects.podSpecs().flatMap(pod -> pod.at("volumes").items().stream());
  }

  private static Stream<Field> ports(ManifestIndex objects) {
    return objects.containers().flatMap(container -> container.at("ports").items().stream());
  }
}
