package e2e;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import stacks.cluster.Ticker;

/** Reads the cluster that {@code KUBECONFIG} names. */
final class Kubectl {
  /**
   * What must not change if nothing is applied; without the numbers of pods, which belong to the
   * autoscalers.
   */
  private static final String SPECS =
      "jsonpath={range .items[*]}{.kind} {.metadata.namespace}/{.metadata.name} {.metadata.uid}"
          + " {.spec.selector} {.spec.rules} {.spec.template} {.data}{\"\\n\"}{end}";

  private static final String VERSIONS =
      "jsonpath={range .items[*]}{.kind} {.metadata.namespace}/{.metadata.name}"
          + " {.metadata.resourceVersion}{\"\\n\"}{end}";

  private static final Duration EVICTED_WITHIN = Duration.ofMinutes(1);

  private Kubectl() {}

  static String get(String namespace, String kind, String name, String field) {
    return Command.must("kubectl", "get", kind, name, "-n", namespace, "-o", "jsonpath=" + field);
  }

  static int number(String namespace, String kind, String name, String field) {
    var text = get(namespace, kind, name, field);
    return text.isEmpty() ? 0 : Integer.parseInt(text);
  }

  /** Returns the fields that decide which pods run, and where traffic goes. */
  static List<String> specs() {
    return ofExamples("deployments,replicasets,services,configmaps,httproutes", SPECS);
  }

  /** Returns the resource versions of objects that only an update changes. */
  static List<String> resourceVersions() {
    return ofExamples("services,configmaps,serviceaccounts,networkpolicies", VERSIONS);
  }

  /** Returns the output for all objects in the namespaces of the examples, line by line. */
  static List<String> ofExamples(String kinds, String output) {
    return Command.must(
            "kubectl", "get", kinds, "--all-namespaces", "-l", Examples.LABELS, "-o", output)
        .lines()
        .filter(line -> !line.startsWith("Warning: "))
        .toList();
  }

  /** Returns all kinds of objects, without the metrics server's measurements. */
  static String kinds() {
    return String.join(
        ",",
        Command.must("kubectl", "api-resources", "--verbs=list", "-o", "name")
            .lines()
            .filter(kind -> !kind.contains("metrics"))
            .toList());
  }

  /** Returns the pods of an app with a label such as {@code sluice.dev/color=green}. */
  static List<String> pods(String namespace, String label) {
    return Command.must(
            "kubectl",
            "get",
            "pods",
            "-n",
            namespace,
            "-l",
            label,
            "-o",
            "name",
            "--field-selector=status.phase=Running")
        .lines()
        .toList();
  }

  /**
   * Evicts the current pods, as a node drain does; retries those that the disruption budget
   * protects.
   */
  static void drain(String namespace, String label) {
    for (var name : pods(namespace, label)) {
      var pod = name.replace("pod/", "");
      var end = Instant.now().plus(EVICTED_WITHIN);
      while (!isEvicted(namespace, pod)) {
        if (Instant.now().isAfter(end)) {
          throw new AssertionError(pod + " must be evicted within " + EVICTED_WITHIN);
        }
        Ticker.SYSTEM.pause(Duration.ofMillis(500));
      }
    }
  }

  private static boolean isEvicted(String namespace, String pod) {
    var eviction =
        "{\"apiVersion\":\"policy/v1\",\"kind\":\"Eviction\",\"metadata\":{\"name\":\""
            + pod
            + "\"}}";
    var path = "/api/v1/namespaces/" + namespace + "/pods/" + pod + "/eviction";
    var answer = Command.run(List.of("kubectl", "create", "--raw", path, "--filename=-"), eviction);
    return answer.exitCode() == 0 || answer.output().contains("not found");
  }

  /** Prints the field, and prints it again whenever the object changes. */
  static Running watch(String namespace, String kind, String name, String field) {
    return Running.start(
        "kubectl",
        "get",
        kind,
        name,
        "-n",
        namespace,
        "--watch",
        "-o",
        "jsonpath=" + field + "{\"\\n\"}");
  }

  /** Like {@link #watch}, for all objects with a label. */
  static Running watchLabelled(String namespace, String kind, String label, String field) {
    return Running.start(
        "kubectl",
        "get",
        kind,
        "-l",
        label,
        "-n",
        namespace,
        "--watch",
        "-o",
        "jsonpath=" + field + "{\"\\n\"}");
  }
}
