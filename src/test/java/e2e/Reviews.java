package e2e;

import static org.assertj.core.api.Assertions.assertThat;

/** Updates that are refused because they were not reviewed, or are meant for another cluster. */
record Reviews(Live live) {
  private static final String REASON = "incident 42";
  private static final String OTHER = "0a1b2c3d-0000-4000-8000-000000000001";

  void refuse() {
    live.steps().step("requireReviewed refuses a new release state", this::requireReviewed);
    live.steps().step("applyUnreviewed applies and warns", this::applyUnreviewed);
    live.steps().step("--config-file is refused", this::configFile);
    live.steps().step("a context that is not there is refused", this::context);
    live.steps().step("another cluster is refused", this::cluster);
  }

  private void requireReviewed() {
    live.stack().synth();
    live.stack().configure("sluice:requireReviewed", "true");
    live.stack().up();
    live.stack().set("checkout.active", "green");
    assertThat(live.stack().failingUp())
        .contains("dist/dev was made with another release state of checkout")
        .contains("`sluice:requireReviewed`");
    live.stack().set("checkout.active", "blue");
    live.stack().unconfigure("sluice:requireReviewed");
  }

  private void applyUnreviewed() {
    live.stack().editUnreviewed("LOG_LEVEL: debug", "LOG_LEVEL: trace");
    assertThat(live.stack().failingUp()).contains("dist/dev does not match environments/");
    live.stack().configure("sluice:applyUnreviewed", REASON);
    assertThat(live.stack().up())
        .contains("Applying without review what dist/ does not contain: " + REASON);
    assertThat(live.stack().must("stack", "output", "applyUnreviewed", "--stack", "dev"))
        .contains(REASON);
    live.stack().unconfigure("sluice:applyUnreviewed");
    live.stack().editUnreviewed("LOG_LEVEL: trace", "LOG_LEVEL: debug");
    live.stack().up();
  }

  private void configFile() {
    assertThat(live.stack().failingUp("--config-file", "other.yaml"))
        .contains("Run Pulumi without `--config-file`");
  }

  private void context() {
    live.stack().configure("sluice:context", "elsewhere");
    assertThat(live.stack().failingUp())
        .contains("`sluice:context` must be a context of the kubeconfig (");
    live.stack().unconfigure("sluice:context");
  }

  private void cluster() {
    var uid =
        Command.must(
            "kubectl", "get", "namespace", "kube-system", "-o", "jsonpath={.metadata.uid}");
    assertThat(live.stack().must("stack", "output", "cluster", "--stack", "dev").strip())
        .isEqualTo(uid.strip());
    live.stack().must("config", "set", "--stack", "dev", "--path", "sluice:cluster.uid", OTHER);
    live.stack().must("config", "set", "--stack", "dev", "--path", "sluice:cluster.reason", REASON);
    assertThat(live.stack().failingUp())
        .contains("`sluice:cluster` of Pulumi.dev.yaml names " + OTHER + ", but ")
        .contains("sluice:cluster: {uid: " + uid.strip());
    live.stack().unconfigure("sluice:cluster");
  }
}
