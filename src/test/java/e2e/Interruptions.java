package e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;

/** An {@code up} that ends early, and two at once. */
record Interruptions(Live live) {
  private static final String LOCKED = "the stack is currently locked by 1 lock(s)";
  private static final List<Integer> SECONDS = List.of(3, 8, 13);

  void killUps() {
    var version = "1.2.0";
    for (int seconds : SECONDS) {
      var wanted = version;
      live.steps()
          .measured(
              "deploy killed after " + seconds + " s, then up", () -> killDeploy(seconds, wanted));
      version = version.equals("1.2.0") ? "1.1.0" : "1.2.0";
    }
    live.steps().measured("switch killed as the Service moves, then up", () -> killSwitch("1.2.0"));
    live.steps().step("back to 1.0.0 on blue, 1.1.0 on green", this::back);
  }

  private String killDeploy(int seconds, String version) {
    live.stack().set("checkout.versions.green", version);
    live.stack().killUpAfter(Duration.ofSeconds(seconds));
    live.assertServes("1.0.0");
    var seen = unlock();
    live.deployGreen(version);
    return seen;
  }

  private String killSwitch(String version) {
    live.stack().set("checkout.active", "green");
    try (var selector =
            Kubectl.watch(
                "shop", "service", "checkout-active", "{.spec.selector.sluice\\.dev/color}");
        var up = live.stack().startUp()) {
      selector.await("green"::equals);
      up.kill();
      up.end();
    }
    var seen = unlock();
    live.stack().up();
    live.assertServes(version);
    return seen;
  }

  /** A killed process leaves its lock, if it had taken it. */
  private String unlock() {
    live.stack().must("cancel", "--yes", "--stack", "dev");
    return "after pulumi cancel";
  }

  private void back() {
    live.switchTo("blue", "1.0.0");
    live.deployGreen("1.1.0");
  }

  void startTwo() {
    live.steps().measured("two ups at once, one is refused", this::two);
  }

  private String two() {
    live.stack().set("checkout.active", "green");
    try (var first = live.stack().startUp()) {
      first.await(line -> line.contains("sluice-dev running"));
      assertThat(live.stack().failingUp()).contains(LOCKED).contains("created by");
      var end = first.end();
      assertThat(end.exitCode()).as(end.output()).isZero();
    }
    live.assertServes("1.1.0");
    live.switchTo("blue", "1.0.0");
    return "the other one says who holds the lock";
  }
}
