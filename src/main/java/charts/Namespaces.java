package charts;

import static charts.Fields.fields;

import environments.Environment;
import environments.NamespaceSpec;
import environments.values.Quantity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The objects that all apps of an environment share: Namespaces, their quotas, and the
 * PriorityClass of the pods.
 */
final class Namespaces {
  private Namespaces() {}

  static List<Manifest> of(Environment environment) {
    var manifests = new ArrayList<Manifest>();
    for (var namespace : environment.namespaces()) {
      manifests.add(namespace(namespace));
      if (!namespace.quota().isEmpty()) {
        manifests.add(quota(namespace));
      }
    }
    manifests.add(priorityClass(environment));
    return manifests;
  }

  private static Manifest namespace(NamespaceSpec namespace) {
    var labels = new LinkedHashMap<String, String>();
    for (var mode : List.of("enforce", "audit", "warn")) {
      labels.put("pod-security.kubernetes.io/" + mode, namespace.podSecurity().toString());
    }
    labels.putAll(Labels.ofEnvironment());
    return new Manifest(
        fields()
            .set("apiVersion", "v1")
            .set("kind", "Namespace")
            .set("metadata", fields().set("name", namespace.name().value()).set("labels", labels))
            .map());
  }

  private static Manifest quota(NamespaceSpec namespace) {
    return new Manifest(
        fields()
            .set("apiVersion", "v1")
            .set("kind", "ResourceQuota")
            .set(
                "metadata",
                fields()
                    .set("name", "quota")
                    .set("namespace", namespace.name().value())
                    .set("labels", Labels.ofEnvironment()))
            .set("spec", fields().set("hard", hard(namespace.quota())))
            .map());
  }

  private static Map<String, String> hard(Map<String, Quantity> quota) {
    var hard = new LinkedHashMap<String, String>();
    quota.forEach((resource, limit) -> hard.put(resource, limit.text()));
    return hard;
  }

  private static Manifest priorityClass(Environment environment) {
    var priority = environment.cluster().priorityClass();
    return new Manifest(
        fields()
            .set("apiVersion", "scheduling.k8s.io/v1")
            .set("kind", "PriorityClass")
            .set(
                "metadata",
                fields().set("name", priority.name().value()).set("labels", Labels.ofEnvironment()))
            .set("value", priority.value())
            .set("description", "Pods of the apps that Sluice describes.")
            .map());
  }
}
