package e2e;

import java.nio.file.Path;
import synth.Project;

/** A small environment in its own namespace, which a test writes and deletes. */
record OwnShop(String name) {
  private static final String BASE =
      """
      version: 1
      cluster:
        dnsPolicy: Default
        priorityClass: {name: %1$s-workload, value: 1}
      namespaces:
        %1$s-shop: {}
      exemptions:
        image-pinned: Test images have tags only.
      apps:
      """;

  private static final String APP =
      """
        %s:
          strategy: %s
          namespace: %s
          image: registry.sluice.test/%s
          ports:
            http: {containerPort: 8080}
          probes:
            readiness: {httpGet: {port: http, path: /ready}}
            liveness: {httpGet: {port: http, path: /live}}
          resources:
            requests: {cpu: 10m, memory: 32Mi}
            limits: {cpu: 500m, memory: 64Mi}
      """;

  String namespace() {
    return name + "-shop";
  }

  /** The name for the key {@code priorityClass}; a PriorityClass belongs to no namespace. */
  String priorityClass() {
    return name + "-workload";
  }

  /**
   * Returns the beginning of an app, to which a test adds further keys.
   *
   * @param image without the registry
   */
  String app(String app, String strategy, String image) {
    return APP.formatted(app, strategy, namespace(), image);
  }

  /**
   * @param apps the text of all of them
   * @param environment the text of the environment's file
   * @param settings the settings of the stack
   */
  void write(Path folder, String apps, String environment, String settings) {
    new Project(folder)
        .write("environments/base.yaml", BASE.formatted(name) + apps)
        .write("environments/" + name + ".yaml", environment)
        .write("Pulumi." + name + ".yaml", settings)
        .synthesize();
  }

  void delete() {
    Command.must(
        "kubectl", "delete", "namespace", namespace(), "--ignore-not-found", "--timeout=120s");
    Command.must("kubectl", "delete", "priorityclass", priorityClass(), "--ignore-not-found");
  }
}
