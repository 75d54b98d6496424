package e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/** The configuration files of checkout, which both colors read. */
record Configuration(Live live) {
  private static final String CHECKOUT = "app.kubernetes.io/name=checkout";

  void change() {
    live.steps().measured("checkout: config changes, old ConfigMaps stay", this::edit);
    live.steps().measured("up removes what no pod reads any more", this::remove);
  }

  private String edit() {
    var before = configMaps();
    assertThat(before).hasSize(2);
    live.stack().editEnvironment(Environments.GREETING, Environments.GREETING + " again");
    live.stack().up();
    assertThat(configMaps()).hasSize(4).containsAll(before);
    return configMaps().size() + " ConfigMaps";
  }

  private String remove() {
    var gone =
        Kubectl.pods(
            "shop", CHECKOUT + ",pod-template-hash notin (" + String.join(",", hashes()) + ")");
    gone.forEach(
        pod -> Command.must("kubectl", "wait", "-n", "shop", "--for=delete", pod, "--timeout=90s"));
    live.stack().up();
    assertThat(configMaps()).hasSize(2);
    return configMaps().size() + " ConfigMaps";
  }

  /** Returns the hashes of the ReplicaSets that should have pods. */
  private static List<String> hashes() {
    return Command.must(
            "kubectl",
            "get",
            "replicasets",
            "-n",
            "shop",
            "-l",
            CHECKOUT,
            "-o",
            "jsonpath={range"
                + " .items[?(@.spec.replicas>0)]}{.metadata.labels.pod-template-hash}{\"\\n"
                + "\"}{end}")
        .lines()
        .toList();
  }

  private static List<String> configMaps() {
    return Command.must("kubectl", "get", "configmaps", "-n", "shop", "-l", CHECKOUT, "-o", "name")
        .lines()
        .toList();
  }
}
