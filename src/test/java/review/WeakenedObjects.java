package review;

import static java.util.Map.entry;

import charts.Manifest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Objects for each check with one change for the worse, which it must report. */
final class WeakenedObjects {
  private static final Object[] POD = {"spec", "template", "spec"};
  private static final Object[] CONTAINER = {"spec", "template", "spec", "containers", 0};
  private static final Map<String, UnaryOperator<ManifestIndex>> CHANGES =
      Map.ofEntries(
          entry(
              "pss-namespace-level",
              metadata("Namespace", "labels", "pod-security.kubernetes.io/enforce", "privileged")),
          entry("pss-host-namespaces", pod(true, "hostNetwork")),
          entry("pss-privileged", container(true, "securityContext", "privileged")),
          entry(
              "pss-privilege-escalation",
              container(true, "securityContext", "allowPrivilegeEscalation")),
          entry(
              "pss-capabilities",
              container(List.of("NET_ADMIN"), "securityContext", "capabilities", "add")),
          entry("pss-run-as-non-root", pod(0, "securityContext", "runAsUser")),
          entry("uid-gid-high", container(10000, "securityContext", "runAsGroup")),
          entry(
              "pss-seccomp", container("Unconfined", "securityContext", "seccompProfile", "type")),
          entry("read-only-root-fs", container(false, "securityContext", "readOnlyRootFilesystem")),
          entry(
              "pss-volume-types",
              pod(Map.of("path", "/run/containerd/containerd.sock"), "volumes", 0, "hostPath")),
          entry(
              "pss-proc-selinux-sysctl-apparmor-windows",
              container("Unmasked", "securityContext", "procMount")),
          entry("pss-host-ports", container(8080, "ports", 0, "hostPort")),
          entry(
              "pss-probe-host", container("169.254.169.254", "readinessProbe", "httpGet", "host")),
          entry("sa-dedicated", pod("default", "serviceAccountName")),
          entry("sa-token-automount", pod(true, "automountServiceAccountToken")),
          entry(
              "no-secret-literals", container("postgres://app:hunter2@db/app", "env", 0, "value")),
          entry(
              "secrets-as-files",
              container(
                  Map.of("name", "db", "key", "password"), "env", 1, "valueFrom", "secretKeyRef")),
          entry("secret-file-modes", pod(0444, "volumes", 1, "secret", "defaultMode")),
          entry("no-duplicate-env", container("LOG_LEVEL", "env", 1, "name")),
          entry("ports-unprivileged", container(80, "ports", 0, "containerPort")),
          entry("no-host-aliases", pod(List.of(Map.of("ip", "10.0.0.1")), "hostAliases")),
          entry("image-pinned", container("registry.example/shop/checkout:1.0.0", "image")),
          entry(
              "image-tag",
              container("registry.example/shop/checkout:latest@sha256:" + "1".repeat(64), "image")),
          entry(
              "image-registry",
              container("evil.example/shop/checkout:1.0.0@sha256:" + "1".repeat(64), "image")),
          entry("pull-policy-always", container("IfNotPresent", "imagePullPolicy")),
          entry(
              "rbac-none-by-default",
              object("Role", List.of("pods/exec"), "rules", 0, "resources")),
          entry(
              "rbac-config-maps",
              object(
                  "Role",
                  Map.of(
                      "apiGroups",
                      List.of(""),
                      "resources",
                      List.of("configmaps"),
                      "resourceNames",
                      List.of("checkout-release"),
                      "verbs",
                      List.of("patch")),
                  "rules",
                  0)),
          entry(
              "networkpolicy-present",
              object("NetworkPolicy", List.of("Ingress"), "spec", "policyTypes")),
          entry("namespace-declared", metadata("PodDisruptionBudget", "namespace", "default")),
          entry("required-fields", container("", "env", 0, "name")),
          entry(
              "hpa-behavior",
              object(
                  "HorizontalPodAutoscaler",
                  3601,
                  "spec",
                  "behavior",
                  "scaleDown",
                  "stabilizationWindowSeconds")),
          entry("route-scope", object("HTTPRoute", List.of(), "spec", "hostnames")),
          entry(
              "scrape-port",
              object(
                  "Deployment",
                  "1",
                  "spec",
                  "template",
                  "metadata",
                  "annotations",
                  "prometheus.io/port")),
          entry("quota-limits", object("ResourceQuota", Map.of(), "spec", "hard")),
          entry("service-type", object("Service", "NodePort", "spec", "type")),
          entry("ingress-tls", objects -> added(objects, ingress())),
          entry(
              "service-targets-pod",
              object("Service", "nobody", "spec", "selector", "app.kubernetes.io/name")),
          entry("replicas-min-2", objects -> without(objects, "HorizontalPodAutoscaler")),
          entry("hpa-replicas-exclusive", object("Deployment", 3, "spec", "replicas")),
          entry(
              "hpa-target-exists",
              object("HorizontalPodAutoscaler", "nobody", "spec", "scaleTargetRef", "name")),
          entry(
              "hpa-requests-present", container(Map.of("memory", "64Mi"), "resources", "requests")),
          entry("pdb-present", objects -> without(objects, "PodDisruptionBudget")),
          entry("pdb-allows-1", object("PodDisruptionBudget", 0, "spec", "maxUnavailable")),
          entry(
              "anti-affinity",
              pod(
                  "rack",
                  "affinity",
                  "podAntiAffinity",
                  "preferredDuringSchedulingIgnoredDuringExecution",
                  0,
                  "podAffinityTerm",
                  "topologyKey")),
          entry(
              "topology-spread", pod(List.of(), "topologySpreadConstraints", 0, "matchLabelKeys")),
          entry(
              "probes",
              container(Map.of("path", "/ready", "port", "metrics"), "livenessProbe", "httpGet")),
          entry("resources", container("0", "resources", "limits", "cpu")),
          entry("priority-class", pod("", "priorityClassName")),
          entry(
              "selector-matches-template",
              object(
                  "Deployment",
                  "1.0.0",
                  "spec",
                  "selector",
                  "matchLabels",
                  "app.kubernetes.io/version")),
          entry("label-values", metadata("Deployment", "labels", "example.com/team", "two words")),
          entry(
              "stable-api", object("HorizontalPodAutoscaler", "autoscaling/v2beta2", "apiVersion")),
          entry(
              "rolling-zero-unavailable",
              object("Deployment", "25%", "spec", "strategy", "rollingUpdate", "maxUnavailable")),
          entry("min-ready-seconds", object("Deployment", 4, "spec", "minReadySeconds")),
          entry("progress-deadline", object("Deployment", 600, "spec", "progressDeadlineSeconds")),
          entry("pre-stop-drain", container(5, "lifecycle", "preStop", "sleep", "seconds")),
          entry("grace-period", pod(15, "terminationGracePeriodSeconds")),
          entry(
              "readiness-gates",
              metadata("Service", "annotations", "cloud.google.com/neg", "{\"ingress\": true}")),
          entry("revision-history", object("Deployment", 0, "spec", "revisionHistoryLimit")),
          entry("config-hash", object("ConfigMap", "answer: 43\n", "data", "app.yaml")),
          entry(
              "weights-sum",
              object("HTTPRoute", 50, "spec", "rules", 1, "backendRefs", 0, "weight")));

  private WeakenedObjects() {}

  static ManifestIndex by(String check, ManifestIndex objects) {
    var change = CHANGES.get(check);
    if (change == null) {
      throw new AssertionError("No example of what `" + check + "` objects to.");
    }
    return change.apply(objects);
  }

  /** Returns the objects with another value in the last one of a kind. */
  static ManifestIndex with(ManifestIndex objects, String kind, Object value, Object... path) {
    var manifests = new ArrayList<>(objects.manifests());
    for (int i = manifests.size() - 1; i >= 0; i--) {
      if (manifests.get(i).kind().equals(kind)) {
        manifests.set(i, with(manifests.get(i), value, path));
        return new ManifestIndex(manifests, objects.registries());
      }
    }
    throw new AssertionError("There is no " + kind + ".");
  }

  @SuppressWarnings("unchecked") // a manifest is a mapping with string keys
  static Manifest with(Manifest manifest, Object value, Object... path) {
    return new Manifest((Map<String, Object>) replaced(manifest.fields(), value, List.of(path)));
  }

  private static Object replaced(Object tree, Object value, List<Object> path) {
    if (path.isEmpty()) {
      return value;
    }
    var rest = path.subList(1, path.size());
    if (path.get(0) instanceof Integer index) {
      var items = new ArrayList<Object>((List<?>) tree);
      items.set(index, replaced(items.get(index), value, rest));
      return items;
    }
    var entries = new LinkedHashMap<Object, Object>((Map<?, ?>) tree);
    entries.put(path.get(0), replaced(entries.getOrDefault(path.get(0), Map.of()), value, rest));
    return entries;
  }

  private static UnaryOperator<ManifestIndex> object(String kind, Object value, Object... path) {
    return objects -> with(objects, kind, value, path);
  }

  private static UnaryOperator<ManifestIndex> metadata(String kind, String key, String value) {
    return object(kind, value, "metadata", key);
  }

  private static UnaryOperator<ManifestIndex> metadata(
      String kind, String what, String key, String value) {
    return object(kind, value, "metadata", what, key);
  }

  private static UnaryOperator<ManifestIndex> pod(Object value, Object... path) {
    return object("Deployment", value, joined(POD, path));
  }

  private static UnaryOperator<ManifestIndex> container(Object value, Object... path) {
    return object("Deployment", value, joined(CONTAINER, path));
  }

  private static Object[] joined(Object[] start, Object[] end) {
    var all = new ArrayList<>(List.of(start));
    all.addAll(List.of(end));
    return all.toArray();
  }

  private static ManifestIndex without(ManifestIndex objects, String kind) {
    var rest =
        objects.manifests().stream().filter(manifest -> !manifest.kind().equals(kind)).toList();
    return new ManifestIndex(rest, objects.registries());
  }

  private static ManifestIndex added(ManifestIndex objects, Manifest manifest) {
    var all = new ArrayList<>(objects.manifests());
    all.add(manifest);
    return new ManifestIndex(all, objects.registries());
  }

  private static Manifest ingress() {
    return new Manifest(
        Map.of(
            "apiVersion",
            "networking.k8s.io/v1",
            "kind",
            "Ingress",
            "metadata",
            Map.of("name", "shop", "namespace", "shop"),
            "spec",
            Map.of("defaultBackend", Map.of("service", Map.of("name", "front-door")))));
  }
}
