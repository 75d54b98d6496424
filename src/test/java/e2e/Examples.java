package e2e;

import java.util.ArrayList;
import java.util.List;

/** The objects of this project's examples in the cluster. */
final class Examples {
  private static final List<String> NAMESPACES = List.of("autograph", "shop", "streamgate");
  private static final String PRIORITY_CLASS = "workload";

  /** The labels of all objects in their namespaces. */
  static final String LABELS =
      "app.kubernetes.io/managed-by=sluice,app.kubernetes.io/part-of in ("
          + String.join(",", NAMESPACES)
          + ")";

  private Examples() {}

  static void delete() {
    var namespaces =
        new ArrayList<>(
            List.of("kubectl", "delete", "namespace", "--ignore-not-found", "--timeout=120s"));
    namespaces.addAll(NAMESPACES);
    Command.must(namespaces.toArray(String[]::new));
    Command.must("kubectl", "delete", "priorityclass", PRIORITY_CLASS, "--ignore-not-found");
  }

  /** Returns the existing objects. */
  static List<String> all() {
    var all = new ArrayList<>(Kubectl.ofExamples(Kubectl.kinds(), "name"));
    for (var namespace : NAMESPACES) {
      all.addAll(ifThere("namespace/" + namespace));
    }
    all.addAll(ifThere("priorityclass/" + PRIORITY_CLASS));
    return all;
  }

  private static List<String> ifThere(String object) {
    return Command.must("kubectl", "get", object, "--ignore-not-found", "-o", "name")
        .lines()
        .toList();
  }
}
