package charts;

import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a pod could give away, or be given too much of: secrets, images of others, rights in the
 * cluster.
 */
final class ChecksOfSecrets {
  private static final Pattern SECRET_NAME =
      Pattern.compile(
          "(?i).*(?:secret|passw|passphrase|token|bearer|credential|private[_.-]?key|api[_.-]?key|access[_.-]?key).*");
  private static final Pattern SECRET_VALUE =
      Pattern.compile(
          "(?s).*(?:-----BEGIN [A-Z ]*PRIVATE"
              + " KEY-----|\\bAKIA[0-9A-Z]{16}\\b|://[^/\\s:@]+:[^/\\s:@]+@).*");
  private static final Pattern IMAGE =
      Pattern.compile("(?<registry>[^/]+)/[^:@]+:(?<tag>[^:@]+)(?<digest>@sha256:[0-9a-f]{64})?");
  private static final int OWNER_READS = 0400;
  private static final int OWNER_AND_GROUP_READ = 0440;
  private static final Set<String> STRONG_VERBS = Set.of("*", "escalate", "bind", "impersonate");
  private static final Set<String> STRONG_RESOURCES =
      Set.of(
          "pods/exec", "pods/attach", "pods/portforward", "serviceaccounts/token", "nodes/proxy");

  private ChecksOfSecrets() {}

  static Stream<Finding> noSecretLiterals(Objects objects) {
    var variables =
        variables(objects).map(variable -> variable.at("value")).filter(Field::isPresent);
    var named =
        variables(objects)
            .filter(variable -> SECRET_NAME.matcher(variable.at("name").text()).matches())
            .map(variable -> variable.at("value"));
    var files =
        objects
            .ofKind("ConfigMap")
            .flatMap(map -> Stream.of(map.at("data"), map.at("binaryData")))
            .flatMap(data -> data.entries().entrySet().stream())
            .toList();
    return Stream.of(
            named.flatMap(Field::mustBeAbsent),
            files.stream()
                .filter(file -> SECRET_NAME.matcher(file.getKey()).matches())
                .flatMap(file -> hidden(file.getValue())),
            Stream.concat(variables, files.stream().map(file -> file.getValue()))
                .filter(value -> SECRET_VALUE.matcher(value.text()).matches())
                .flatMap(ChecksOfSecrets::hidden))
        .flatMap(findings -> findings);
  }

  /** The message must not show what it is about. */
  private static Stream<Finding> hidden(Field secret) {
    return Stream.of(
        new Finding(secret.manifest(), secret.path(), "Must be no secret, but looks like one."));
  }

  static Stream<Finding> secretsAsFiles(Objects objects) {
    var sources =
        objects
            .containers()
            .flatMap(container -> container.at("envFrom").items().stream())
            .map(source -> source.at("secretRef"));
    var references = variables(objects).map(variable -> variable.at("valueFrom", "secretKeyRef"));
    return Stream.concat(sources, references).flatMap(Field::mustBeAbsent);
  }

  /** Files of Secrets and tokens that only the pod's user and group can read. */
  static Stream<Finding> secretFiles(Objects objects) {
    var names =
        ChecksOfPods.volumes(objects)
            .filter(volume -> volume.at("secret").isPresent())
            .map(volume -> volume.at("secret", "secretName"))
            .flatMap(name -> name.must(!name.text().isEmpty(), "Must be given"));
    var modes =
        ChecksOfPods.volumes(objects)
            .flatMap(volume -> Stream.of(volume.at("secret"), volume.at("projected")))
            .filter(Field::isPresent)
            .map(source -> source.at("defaultMode"))
            .flatMap(
                mode ->
                    mode.must(
                        mode.is(OWNER_READS) || mode.is(OWNER_AND_GROUP_READ),
                        "Must be "
                            + OWNER_READS
                            + " (0400) or "
                            + OWNER_AND_GROUP_READ
                            + " (0440)"));
    return Stream.concat(names, modes);
  }

  static Stream<Finding> noDuplicateVariables(Objects objects) {
    return objects
        .containers()
        .map(container -> container.at("env"))
        .flatMap(
            env -> {
              var names = env.items().stream().map(variable -> variable.at("name").text()).toList();
              return env.must(
                  names.stream().distinct().count() == names.size(), "Must have each name once");
            });
  }

  static Stream<Finding> digest(Objects objects) {
    return images(objects)
        .flatMap(
            image -> {
              var parts = IMAGE.matcher(image.text());
              return image.must(
                  parts.matches() && parts.group("digest") != null,
                  "Must be `registry/path:tag@sha256:digest`");
            });
  }

  static Stream<Finding> tag(Objects objects) {
    return images(objects)
        .flatMap(
            image -> {
              var parts = IMAGE.matcher(image.text());
              return image.must(
                  parts.matches() && !parts.group("tag").equals("latest"),
                  "Must have a tag that is not `latest`");
            });
  }

  static Stream<Finding> registry(Objects objects) {
    return images(objects)
        .flatMap(
            image -> {
              var parts = IMAGE.matcher(image.text());
              return image.must(
                  objects.registries().isEmpty()
                      || (parts.matches()
                          && objects.registries().contains(parts.group("registry"))),
                  "Must come from one of " + objects.registries().stream().sorted().toList());
            });
  }

  static Stream<Finding> pullAlways(Objects objects) {
    return objects
        .containers()
        .flatMap(container -> container.at("imagePullPolicy").mustBe("Always"));
  }

  /** An app has no rights, or those of its own Role in its own namespace. */
  static Stream<Finding> leastRights(Objects objects) {
    var ofCluster =
        objects
            .ofKind("ClusterRole", "ClusterRoleBinding")
            .map(object -> object.at("kind"))
            .flatMap(kind -> kind.must(false, "Must be of one namespace"));
    var rules =
        objects
            .ofKind("Role")
            .flatMap(role -> role.at("rules").items().stream())
            .flatMap(ChecksOfSecrets::rule);
    var bindings = objects.ofKind("RoleBinding").flatMap(binding -> binding(objects, binding));
    return Stream.of(ofCluster, rules, bindings).flatMap(findings -> findings);
  }

  private static Stream<Finding> rule(Field rule) {
    return Stream.of(
            limited(rule.at("apiGroups"), Set.of("*", "rbac.authorization.k8s.io")),
            limited(rule.at("resources"), STRONG_RESOURCES),
            limited(rule.at("verbs"), STRONG_VERBS))
        .flatMap(findings -> findings);
  }

  private static Stream<Finding> limited(Field list, Set<String> refused) {
    return list.must(
        !list.items().isEmpty()
            && list.items().stream()
                .noneMatch(item -> item.text().contains("*") || refused.contains(item.text())),
        "Must name what is needed, without wildcards and " + refused.stream().sorted().toList());
  }

  private static Stream<Finding> binding(Objects objects, Field binding) {
    var role = binding.at("roleRef");
    var subjects = binding.at("subjects");
    return Stream.of(
            role.must(
                role.at("kind").is("Role")
                    && role.at("apiGroup").is("rbac.authorization.k8s.io")
                    && objects.beside(binding, "Role", role.at("name").text()).count() == 1,
                "Must be a Role of the environment"),
            subjects.must(!subjects.items().isEmpty(), "Must name a ServiceAccount"),
            subjects.items().stream()
                .flatMap(
                    subject ->
                        subject.must(
                            isServiceAccountBeside(objects, binding, subject),
                            "Must be a ServiceAccount of the environment")))
        .flatMap(findings -> findings);
  }

  private static boolean isServiceAccountBeside(Objects objects, Field binding, Field subject) {
    return subject.at("kind").is("ServiceAccount")
        && subject.at("namespace").is(binding.manifest().namespace())
        && objects.beside(binding, "ServiceAccount", subject.at("name").text()).count() == 1;
  }

  private static Stream<Field> images(Objects objects) {
    return objects.containers().map(container -> container.at("image"));
  }

  private static Stream<Field> variables(Objects objects) {
    return objects.containers().flatMap(container -> container.at("env").items().stream());
  }
}
