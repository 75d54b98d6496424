package charts;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a pod and its containers may not be allowed: the restricted Pod Security Standard, and what
 * linters ask beyond it.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/security/pod-security-standards/">Pod Security
 *     Standards</a>
 */
final class ChecksOfPods {
  /** Users and groups below are the node's, or may be. */
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

  /** What the API server itself refuses in a namespace, and warns of. */
  static Stream<Finding> namespaceLevels(Objects objects) {
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

  static Stream<Finding> hostNamespaces(Objects objects) {
    return objects
        .podSpecs()
        .flatMap(pod -> Stream.of("hostNetwork", "hostPID", "hostIPC").map(pod::at))
        .flatMap(Field::mustBeAbsent);
  }

  static Stream<Finding> privileged(Objects objects) {
    return contexts(objects).flatMap(context -> context.at("privileged").mustBe(false));
  }

  static Stream<Finding> privilegeEscalation(Objects objects) {
    return contexts(objects)
        .flatMap(context -> context.at("allowPrivilegeEscalation").mustBe(false));
  }

  static Stream<Finding> capabilities(Objects objects) {
    return contexts(objects)
        .map(context -> context.at("capabilities"))
        .flatMap(
            capabilities ->
                Stream.concat(
                    capabilities.at("drop").mustBe(List.of("ALL")),
                    capabilities.at("add").mustBeAbsent()));
  }

  static Stream<Finding> runAsNonRoot(Objects objects) {
    return contextsOfBothLevels(objects)
        .flatMap(
            context ->
                Stream.concat(
                    context.at("runAsNonRoot").mustBe(true),
                    context.at("runAsUser").must(!context.at("runAsUser").is(0), "Must not be 0")));
  }

  /** A pod without an {@code fsGroup} could not read the files of its Secrets. */
  static Stream<Finding> highIds(Objects objects) {
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

  static Stream<Finding> seccomp(Objects objects) {
    return contextsOfBothLevels(objects)
        .flatMap(context -> context.at("seccompProfile", "type").mustBe("RuntimeDefault"));
  }

  static Stream<Finding> readOnlyRootFilesystem(Objects objects) {
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
   * written to.
   */
  private static Stream<Finding> mounts(Field pod) {
    var volumes = pod.at("volumes").items();
    var mounts =
        Objects.containers(pod)
            .flatMap(container -> container.at("volumeMounts").items().stream())
            .toList();
    var names = volumes.stream().map(volume -> volume.at("name").text()).toList();
    var mounted = mounts.stream().map(mount -> mount.at("name").text()).toList();
    var writable =
        volumes.stream()
            .filter(v -> v.at("emptyDir").isPresent() || v.at("persistentVolumeClaim").isPresent())
            .map(volume -> volume.at("name").text())
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

  static Stream<Finding> volumeTypes(Objects objects) {
    return volumes(objects)
        .flatMap(
            volume -> {
              var types =
                  volume.entries().keySet().stream().filter(key -> !key.equals("name")).toList();
              return volume.must(
                  types.size() == 1 && VOLUME_TYPES.contains(types.get(0)),
                  "Must be of one of the types "
                      + String.join(", ", VOLUME_TYPES.stream().sorted().toList()));
            });
  }

  /** What the standard lets a pod set within limits, no app needs: unset is always allowed. */
  static Stream<Finding> kernelSettings(Objects objects) {
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

  static Stream<Finding> hostPorts(Objects objects) {
    return ports(objects)
        .flatMap(port -> Stream.of(port.at("hostPort"), port.at("hostIP")))
        .flatMap(Field::mustBeAbsent);
  }

  static Stream<Finding> probeHosts(Objects objects) {
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

  static Stream<Finding> dedicatedServiceAccount(Objects objects) {
    return objects
        .podSpecs()
        .flatMap(
            pod -> {
              var name = pod.at("serviceAccountName");
              return Stream.concat(
                  name.must(
                      !name.is("default")
                          && objects.beside(pod, "ServiceAccount", name.text()).count() == 1,
                      "Must be a ServiceAccount of the environment, not `default`"),
                  pod.at("serviceAccount").mustBeAbsent());
            });
  }

  /** A pod that needs a token asks for one, and for a short life of it. */
  static Stream<Finding> noTokenAutomount(Objects objects) {
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

  static Stream<Finding> unprivilegedPorts(Objects objects) {
    return ports(objects)
        .map(port -> port.at("containerPort"))
        .flatMap(
            port ->
                port.must(
                    port.number() >= 1024 && port.number() <= 65535,
                    "Must be between 1024 and 65535"));
  }

  static Stream<Finding> noHostAliases(Objects objects) {
    return objects.podSpecs().flatMap(pod -> pod.at("hostAliases").mustBeAbsent());
  }

  /** Not a parser of quantities: zero, in whatever unit, is what would make a limit none. */
  static boolean isAboveZero(Field quantity) {
    return quantity.isPresent() && !quantity.text().matches("0*(\\.0*)?[A-Za-z]*");
  }

  private static Stream<Field> contexts(Objects objects) {
    return objects.containers().map(container -> container.at("securityContext"));
  }

  private static Stream<Field> contextsOfBothLevels(Objects objects) {
    return Stream.concat(
        objects.podSpecs().map(pod -> pod.at("securityContext")), contexts(objects));
  }

  static Stream<Field> volumes(Objects objects) {
    return objects.podSpecs().flatMap(pod -> pod.at("volumes").items().stream());
  }

  private static Stream<Field> ports(Objects objects) {
    return objects.containers().flatMap(container -> container.at("ports").items().stream());
  }
}
