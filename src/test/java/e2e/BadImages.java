package e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

/** Bad images of checkout while they have no traffic must not affect users. */
record BadImages(Live live) {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String SMOKE_TEST =
      "The smoke test of Deployment shop/checkout-green failed";

  void deployThem() {
    healthyButWrong("2.0.0-errors", "must return 200, got ");
    healthyButWrong("2.0.0-slow", "got nothing within `timeout` (10s for all)");
    notReady(
        "2.0.0-crash", "CrashLoopBackOff: the container `checkout` keeps exiting with exit code 1");
    notReady(
        "9.9.9", "ImagePullBackOff: `registry.sluice.test/shop/checkout:9.9.9` cannot be pulled: ");
    notReady(
        "2.0.0-unready",
        "not ready: Unhealthy: Readiness probe failed: HTTP probe failed with statuscode: 503");
    live.steps().within(Live.DEPLOY, "checkout: green is mended", () -> live.deployGreen("1.1.0"));
    live.steps().measured("checkout: new image and switch at once, refused", this::twoAtOnce);
  }

  /** It becomes ready, so only its smoke test keeps traffic away from it. */
  private void healthyButWrong(String version, String answer) {
    live.steps()
        .within(
            Live.DEPLOY,
            "checkout: deploy " + version + " to green",
            () -> live.deployGreen(version));
    live.steps()
        .within(
            SOON,
            "checkout: switch to it, refused by smokeTest",
            () -> {
              live.stack().set("checkout.active", "green");
              assertThat(live.stack().failingUp()).contains(SMOKE_TEST).contains(answer);
              live.stack().set("checkout.active", "blue");
              live.assertServes("1.0.0");
            });
  }

  private void notReady(String version, String reason) {
    live.steps()
        .within(
            SOON,
            "checkout: deploy " + version + " to green, fails",
            () -> {
              live.stack().set("checkout.versions.green", version);
              assertThat(live.stack().failingUp()).contains(reason);
              live.assertServes("1.0.0");
            });
  }

  private void twoAtOnce() {
    var before = Kubectl.specs();
    live.stack().set("checkout.versions.green", "1.2.0");
    live.stack().set("checkout.active", "green");
    assertThat(live.stack().failingUp())
        .contains(
            "Moves traffic to green while green changes from"
                + " registry.sluice.test/shop/checkout:1.1.0 to"
                + " registry.sluice.test/shop/checkout:1.2.0.");
    assertThat(Kubectl.specs()).isEqualTo(before);
    live.stack().set("checkout.versions.green", "1.1.0");
    live.stack().set("checkout.active", "blue");
  }
}
