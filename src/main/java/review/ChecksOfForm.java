package review;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Checks that objects are complete: they have the fields without which the API server refuses them,
 * or their meaning is unclear.
 */
final class ChecksOfForm {
  static final List<Rule> RULES =
      List.of(
          new Rule(
              new Check(
                  "required-fields",
                  "Containers, variables, mounts, volumes, header matches, priorities, Jobs and"
                      + " references to Secrets have all the fields that they need.",
                  "The API server refuses incomplete objects in the middle of a release; a variable"
                      + " without a value is empty.",
                  Source.kubernetes("Kubernetes API reference", "reference/kubernetes-api/"),
                  "Add the field."),
              ChecksOfForm::requiredFields));

  private static final Set<String> SOURCES =
      Set.of("configMap", "downwardAPI", "secret", "serviceAccountToken", "clusterTrustBundle");

  private ChecksOfForm() {}

  static Stream<FieldViolation> requiredFields(ManifestIndex objects) {
    return Stream.of(
            objects.containers().flatMap(ChecksOfForm::container),
            ChecksOfPods.volumes(objects).flatMap(ChecksOfForm::volume),
            headers(objects).flatMap(header -> given(header, "name", "value")),
            objects
                .ofKind("ServiceAccount")
                .flatMap(account -> account.at("imagePullSecrets").items().stream())
                .flatMap(secret -> given(secret, "name")),
            objects.ofKind("PriorityClass").flatMap(priority -> given(priority, "value")),
            objects.templates().flatMap(ChecksOfForm::restartPolicy))
        .flatMap(findings -> findings);
  }

  /** The pods of a Job end. */
  private static Stream<FieldViolation> restartPolicy(Field template) {
    var policy = template.at("spec", "restartPolicy");
    return policy.must(
        !template.manifest().kind().endsWith("Job")
            || Set.of("Never", "OnFailure").contains(policy.text()),
        "Must be `Never` or `OnFailure`");
  }

  private static Stream<FieldViolation> container(Field container) {
    return Stream.of(
            given(container, "name"),
            container.at("volumeMounts").items().stream()
                .flatMap(mount -> given(mount, "name", "mountPath")),
            container.at("env").items().stream().flatMap(ChecksOfForm::variable))
        .flatMap(findings -> findings);
  }

  private static Stream<FieldViolation> variable(Field variable) {
    var source = variable.at("valueFrom");
    boolean has = variable.at("value").isPresent() != source.isPresent();
    return Stream.of(
            given(variable, "name"),
            has
                ? Stream.<FieldViolation>of()
                : Stream.of(
                    new FieldViolation(variable, "Must have one of `value` and `valueFrom`.")),
            present(source, "fieldRef").flatMap(field -> given(field, "fieldPath")),
            present(source, "secretKeyRef").flatMap(secret -> given(secret, "name", "key")),
            present(source, "configMapKeyRef").flatMap(map -> given(map, "name", "key")),
            Stream.of(source)
                .filter(Field::isPresent)
                .flatMap(s -> s.must(s.entries().size() == 1, "Must have exactly one source")))
        .flatMap(findings -> findings);
  }

  private static Stream<FieldViolation> volume(Field volume) {
    var sources = volume.at("projected", "sources");
    return Stream.of(
            given(volume, "name"),
            present(volume, "projected")
                .flatMap(p -> sources.must(!sources.items().isEmpty(), "Must contain a source")),
            sources.items().stream().flatMap(ChecksOfForm::source))
        .flatMap(findings -> findings);
  }

  private static Stream<FieldViolation> source(Field source) {
    var types = source.entries().keySet();
    return Stream.of(
            source.must(
                types.size() == 1 && SOURCES.containsAll(types),
                "Must be one of " + SOURCES.stream().sorted().toList()),
            present(source, "serviceAccountToken").flatMap(token -> given(token, "path")),
            Stream.of("configMap", "secret")
                .flatMap(type -> present(source, type))
                .flatMap(files -> given(files, "name")),
            source.entries().values().stream()
                .flatMap(type -> type.at("items").items().stream())
                .flatMap(item -> item(source, item)),
            present(source, "downwardAPI")
                .map(api -> api.at("items"))
                .flatMap(items -> items.must(!items.items().isEmpty(), "Must contain a file")))
        .flatMap(findings -> findings);
  }

  private static Stream<FieldViolation> item(Field source, Field item) {
    return source.at("downwardAPI").isPresent()
        ? Stream.concat(given(item, "path"), downward(item))
        : given(item, "key", "path");
  }

  private static Stream<FieldViolation> downward(Field item) {
    return item.must(
        item.at("fieldRef", "fieldPath").isPresent()
            || item.at("resourceFieldRef", "resource").isPresent(),
        "Must name a field");
  }

  private static Stream<Field> headers(ManifestIndex objects) {
    return objects
        .ofKind("HTTPRoute")
        .flatMap(route -> route.at("spec", "rules").items().stream())
        .flatMap(rule -> rule.at("matches").items().stream())
        .flatMap(match -> match.at("headers").items().stream());
  }

  private static Stream<Field> present(Field field, String key) {
    return Stream.of(field.at(key)).filter(Field::isPresent);
  }

  private static Stream<FieldViolation> given(Field field, String... keys) {
    return Stream.of(keys)
        .map(field::at)
        .flatMap(below -> below.must(!below.text().isEmpty(), "Must be given"));
  }
}
