package review;

import environments.text.SecretLiterals;
import environments.workload.Escalation;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Checks that a pod cannot reveal secrets, or get too much: secrets, images of others, permissions
 * in the cluster.
 */
final class ChecksOfSecrets {
  static final List<Rule> RULES =
      List.of(
          new Rule(
              new Check(
                  "no-secret-literals",
                  "No variable, ConfigMap or Secret in the manifests contains a secret.",
                  "Many people can read a repository, and its history never forgets.",
                  Source.kubernetes(
                      "Good practices for Kubernetes Secrets",
                      "concepts/security/secrets-good-practices/"),
                  "Create the Secret elsewhere, with an operator or by hand, and mount it; an app"
                      + " has the key `secrets`."),
              ChecksOfSecrets::noSecretLiterals),
          new Rule(
              new Check(
                  "secrets-as-files",
                  "Secrets are mounted as files, not set as variables.",
                  "Variables end up in crash reports, logs and child processes.",
                  Source.of("CIS Kubernetes Benchmark 5.4.1; Checkov CKV_K8S_35"),
                  "Mount the Secret as a volume; an app has the key `secrets`, or gives a reason"
                      + " under `exemptions.secrets-as-files`."),
              ChecksOfSecrets::secretsAsFiles),
          new Rule(
              new Check(
                  "secret-file-modes",
                  "Only the pod's user and group can read files of Secrets and tokens:"
                      + " `defaultMode` is 256 (0400) or 288 (0440).",
                  "By default, every user of a container can read them.",
                  Source.kubernetes("Secrets", "concepts/configuration/secret/"),
                  "Set `defaultMode: 288` on the volume."),
              ChecksOfSecrets::secretFiles),
          new Rule(
              new Check(
                  "no-duplicate-env",
                  "A container has no duplicate variables.",
                  "The last one wins, and server-side apply refuses the list.",
                  Source.of(
                      "kube-score environment-variable-key-duplication; kube-linter"
                          + " duplicate-env-var"),
                  "Remove all but one of them."),
              ChecksOfSecrets::noDuplicateVariables),
          new Rule(
              new Check(
                  "image-pinned",
                  "An image has a digest: `registry/path:tag@sha256:digest`.",
                  "A tag can move: another image than the reviewed one would run.",
                  Source.kubernetes("Images", "concepts/containers/images/"),
                  "Add the digest to the image; for an app, add it to its version in"
                      + " `Pulumi.<environment>.yaml`, or give a reason under"
                      + " `exemptions.image-pinned`."),
              ChecksOfSecrets::digest),
          new Rule(
              new Check(
                  "image-tag",
                  "An image has a tag other than `latest`.",
                  "Nobody can tell which version `latest` is.",
                  Source.kubernetes("Images", "concepts/containers/images/"),
                  "Use the version as the tag."),
              ChecksOfSecrets::tag),
          new Rule(
              new Check(
                  "image-registry",
                  "An image comes from a registry in `cluster.registries`; without that list, from"
                      + " any registry that it names.",
                  "An image in someone else's registry can change or disappear without a review.",
                  Source.of("Trivy KSV-0125; Kyverno restrict-image-registries"),
                  "Use an image from an allowed registry, or add its host to"
                      + " `cluster.registries`."),
              ChecksOfSecrets::registry),
          new Rule(
              new Check(
                  "pull-policy-always",
                  "Images are always pulled: `imagePullPolicy: Always`.",
                  "Otherwise any pod on a node can use an image for which only another pod had the"
                      + " credentials.",
                  Source.kubernetes(
                      "AlwaysPullImages",
                      "reference/access-authn-authz/admission-controllers/#alwayspullimages"),
                  "Set `imagePullPolicy: Always` on the container."),
              ChecksOfSecrets::pullAlways),
          new Rule(
              new Check(
                  "rbac-none-by-default",
                  "Permissions come from a Role in one namespace, for ServiceAccounts of the"
                      + " environment, without wildcards and without ways to escalate privileges.",
                  "With a permission that is too broad, an attacker gets from one pod to the whole"
                      + " cluster.",
                  Source.kubernetes(
                      "RBAC Good Practices", "concepts/security/rbac-good-practices/"),
                  "Name the required API groups, resources and verbs in a Role; an app has the key"
                      + " `permissions`."),
              ChecksOfSecrets::leastRights),
          new Rule(
              new Check(
                  "rbac-config-maps",
                  "A Role that creates, changes or deletes ConfigMaps names them, and none of them"
                      + " is the journal of an app's releases, `<app>-release`.",
                  "Anyone who can write a journal decides which versions a rollback may deploy.",
                  Source.of("Sluice"),
                  "Name the ConfigMaps in `resourceNames`, and add those that a program would"
                      + " create to `config` or `manifests`; an app can give a reason under"
                      + " `exemptions.rbac-config-maps`."),
              ChecksOfSecrets::writtenConfigMaps));

  private static final Pattern IMAGE =
      Pattern.compile("(?<registry>[^/]+)/[^:@]+:(?<tag>[^:@]+)(?<digest>@sha256:[0-9a-f]{64})?");
  private static final int OWNER_READS = 0400;
  private static final int OWNER_AND_GROUP_READ = 0440;
  private static final Set<String> STRONG_VERBS = Set.of("*", "escalate", "bind", "impersonate");

  private ChecksOfSecrets() {}

  static Stream<FieldViolation> noSecretLiterals(ManifestIndex objects) {
    var variables =
        variables(objects)
            .filter(variable -> isSecret(variable.at("name").text(), variable.at("value")))
            .map(variable -> variable.at("value"));
    var secrets =
        objects
            .ofKind("Secret")
            .flatMap(secret -> Stream.of(secret.at("data"), secret.at("stringData")))
            .filter(Field::isPresent);
    var files =
        objects
            .ofKind("ConfigMap")
            .flatMap(map -> Stream.of(map.at("data"), map.at("binaryData")))
            .flatMap(data -> data.entries().entrySet().stream())
            .filter(file -> isSecret(file.getKey(), file.getValue()))
            .map(file -> file.getValue());
    return Stream.of(variables, secrets, files)
        .flatMap(found -> found)
        .flatMap(ChecksOfSecrets::hidden);
  }

  private static boolean isSecret(String name, Field value) {
    return value.isPresent() && SecretLiterals.isSecret(name, value.text());
  }

  /** The message must not show the value. */
  private static Stream<FieldViolation> hidden(Field secret) {
    return Stream.of(new FieldViolation(secret, "Looks like a secret, which must not be here."));
  }

  static Stream<FieldViolation> secretsAsFiles(ManifestIndex objects) {
    var sources =
        objects
            .containers()
            .flatMap(container -> container.at("envFrom").items().stream())
            .map(source -> source.at("secretRef"));
    var references = variables(objects).map(variable -> variable.at("valueFrom", "secretKeyRef"));
    return Stream.concat(sources, references).flatMap(Field::mustBeAbsent);
  }

  /** Files of Secrets and tokens must be readable only by the pod's user and group. */
  static Stream<FieldViolation> secretFiles(ManifestIndex objects) {
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

  static Stream<FieldViolation> noDuplicateVariables(ManifestIndex objects) {
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

  static Stream<FieldViolation> digest(ManifestIndex objects) {
    return images(objects)
        .flatMap(
            image -> {
              var parts = IMAGE.matcher(image.text());
              return image.must(
                  parts.matches() && parts.group("digest") != null,
                  "Must be `registry/path:tag@sha256:digest`");
            });
  }

  static Stream<FieldViolation> tag(ManifestIndex objects) {
    return images(objects)
        .flatMap(
            image -> {
              var parts = IMAGE.matcher(image.text());
              return image.must(
                  parts.matches() && !parts.group("tag").equals("latest"),
                  "Must have a tag that is not `latest`");
            });
  }

  static Stream<FieldViolation> registry(ManifestIndex objects) {
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

  static Stream<FieldViolation> pullAlways(ManifestIndex objects) {
    return objects
        .containers()
        .flatMap(container -> container.at("imagePullPolicy").mustBe("Always"));
  }

  /** An app has no permissions, or only those of its own Role in its own namespace. */
  static Stream<FieldViolation> leastRights(ManifestIndex objects) {
    var ofCluster =
        objects
            .ofKind("ClusterRole", "ClusterRoleBinding")
            .map(object -> object.at("kind"))
            .flatMap(kind -> kind.must(false, "Must be a Role of one namespace"));
    var rules =
        objects
            .ofKind("Role")
            .flatMap(role -> role.at("rules").items().stream())
            .flatMap(ChecksOfSecrets::rule);
    var bindings = objects.ofKind("RoleBinding").flatMap(binding -> binding(objects, binding));
    return Stream.of(ofCluster, rules, bindings).flatMap(findings -> findings);
  }

  private static Stream<FieldViolation> rule(Field rule) {
    return Stream.of(
            limited(rule.at("apiGroups"), Set.of("*", "rbac.authorization.k8s.io")),
            limited(rule.at("resources"), Escalation.RESOURCES),
            limited(rule.at("verbs"), STRONG_VERBS),
            startsNothing(rule),
            named(rule))
        .flatMap(findings -> findings);
  }

  private static Stream<FieldViolation> startsNothing(Field rule) {
    var workloads = Escalation.workloads(texts(rule.at("apiGroups")), texts(rule.at("resources")));
    var verbs = rule.at("verbs");
    return verbs.must(
        workloads.isEmpty() || Escalation.writes(texts(verbs)).isEmpty(),
        "Must not change "
            + workloads
            + ", because pods can have more permissions than the account that starts them");
  }

  /** Also checks ClusterRoles, which apply in every namespace. */
  static Stream<FieldViolation> writtenConfigMaps(ManifestIndex objects) {
    return objects
        .ofKind("Role", "ClusterRole")
        .flatMap(role -> role.at("rules").items().stream())
        .filter(ChecksOfSecrets::writesConfigMaps)
        .flatMap(ChecksOfSecrets::namesNoJournal);
  }

  private static boolean writesConfigMaps(Field rule) {
    return Escalation.isOfConfigMaps(texts(rule.at("apiGroups")), texts(rule.at("resources")))
        && !Escalation.writes(texts(rule.at("verbs"))).isEmpty();
  }

  private static Stream<FieldViolation> namesNoJournal(Field rule) {
    var names = rule.at("resourceNames");
    return names.must(
        !names.items().isEmpty()
            && texts(names).stream().noneMatch(name -> name.endsWith(Escalation.JOURNAL)),
        "Must name the ConfigMaps that "
            + Escalation.writes(texts(rule.at("verbs")))
            + " is for, and no `<app>"
            + Escalation.JOURNAL
            + "`, which is a journal of releases");
  }

  private static List<String> texts(Field list) {
    return list.items().stream().map(Field::text).toList();
  }

  /** Anyone who can read all Secrets of a namespace can impersonate everyone in it. */
  private static Stream<FieldViolation> named(Field rule) {
    var secrets =
        rule.at("resources").items().stream().anyMatch(resource -> resource.is("secrets"));
    var names = rule.at("resourceNames");
    return names.must(!secrets || !names.items().isEmpty(), "Must name the Secrets");
  }

  private static Stream<FieldViolation> limited(Field list, Set<String> refused) {
    return list.must(
        !list.items().isEmpty()
            && list.items().stream()
                .noneMatch(item -> item.text().contains("*") || refused.contains(item.text())),
        "Must name what is needed, without wildcards and " + refused.stream().sorted().toList());
  }

  private static Stream<FieldViolation> binding(ManifestIndex objects, Field binding) {
    var role = binding.at("roleRef");
    var subjects = binding.at("subjects");
    return Stream.of(
            role.must(
                role.at("kind").is("Role")
                    && role.at("apiGroup").is("rbac.authorization.k8s.io")
                    && objects.inNamespaceOf(binding, "Role", role.at("name").text()).count() == 1,
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

  private static boolean isServiceAccountBeside(
      ManifestIndex objects, Field binding, Field subject) {
    return subject.at("kind").is("ServiceAccount")
        && subject.at("namespace").is(binding.manifest().namespace())
        && objects.inNamespaceOf(binding, "ServiceAccount", subject.at("name").text()).count() == 1;
  }

  private static Stream<Field> images(ManifestIndex objects) {
    return objects.containers().map(container -> container.at("image"));
  }

  private static Stream<Field> variables(ManifestIndex objects) {
    return objects.containers().flatMap(container -> container.at("env").items().stream());
  }
}
