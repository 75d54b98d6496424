package e2e;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;

/** What the examples of this project have in the cluster. Classes of tests run side by side: one at a time has them. */
final class Examples {
  static final List<String> NAMESPACES = List.of("autograph", "shop", "streamgate");
  static final String PRIORITY_CLASS = "workload";

  /** The labels of all that lies in their namespaces. */
  static final String LABELS =
      "app.kubernetes.io/managed-by=sluice,app.kubernetes.io/part-of in ("
          + String.join(",", NAMESPACES)
          + ")";

  private static final Semaphore TURN = new Semaphore(1);

  private Examples() {}

  /** Waits until nobody else has them, and begins with none. */
  static void take() {
    TURN.acquireUninterruptibly();
    delete();
  }

  static void leave() {
    try {
      delete();
    } finally {
      TURN.release();
    }
  }

  private static void delete() {
    var namespaces =
        new ArrayList<>(
            List.of("kubectl", "delete", "namespace", "--ignore-not-found", "--timeout=120s"));
    namespaces.addAll(NAMESPACES);
    Command.must(namespaces.toArray(String[]::new));
    Command.must("kubectl", "delete", "priorityclass", PRIORITY_CLASS, "--ignore-not-found");
  }

  /** What is there of them. */
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
