package e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import stacks.cluster.Ticker;

/** Faults while an {@code up} moves traffic. */
record Faults(Live live) {
  /**
   * How long killed pods still get requests: until the cluster has noticed it, and the router,
   * which reloads every two seconds, has removed the second of them.
   */
  private static final Duration FORGOTTEN = Duration.ofSeconds(5);

  /**
   * Half the time after which the test cluster, which has only this node, considers all of its pods
   * lost.
   */
  private static final Duration STOPPED = Duration.ofSeconds(10);

  void killPods() {
    live.steps()
        .losing(
            FORGOTTEN,
            "pods of both colors killed before the move",
            () -> moveAndKill("green", "1.1.0", "sluice-dev running"));
    live.steps()
        .losing(
            FORGOTTEN,
            "pods of both colors killed after the move",
            () -> moveAndKill("blue", "1.0.0", "shop/checkout-active updating"));
  }

  private String moveAndKill(String color, String version, String when) {
    live.load().favor(Live.CHECKOUT);
    live.stack().set("checkout.active", color);
    try (var up = live.stack().startUp()) {
      up.await(line -> line.contains(when));
      var killed = List.of(pod("blue"), pod("green"));
      killed.forEach(Faults::kill);
      var end = up.end();
      assertThat(end.exitCode()).as(end.output()).isZero();
      live.assertServes(version);
      return "killed: " + String.join(", ", killed);
    }
  }

  private static String pod(String color) {
    return Kubectl.pods("shop", "app.kubernetes.io/name=checkout,sluice.dev/color=" + color).get(0);
  }

  private static void kill(String pod) {
    Command.must("kubectl", "delete", "-n", "shop", pod, "--force", "--grace-period=0");
  }

  void stopTheKubelet() {
    try {
      live.steps().measured("kubelet stopped during a switch", () -> whileStopped(this::move));
      live.steps().measured("kubelet stopped during a deploy", () -> whileStopped(this::deploy));
    } finally {
      live.steps().step("checkout: back to 1.0.0 on blue", this::back);
    }
  }

  private String whileStopped(Runnable work) {
    awaitHeartbeat();
    new Thread(Faults::resumeInTime).start();
    Daemon.KUBELET.whilePaused(work);
    return "stopped for at most " + STOPPED.toSeconds() + " s";
  }

  private static void resumeInTime() {
    Ticker.SYSTEM.pause(STOPPED);
    Daemon.KUBELET.resume();
  }

  /** The time that the node may be silent starts with its last heartbeat. */
  private static void awaitHeartbeat() {
    var last = heartbeats();
    while (heartbeats().equals(last)) {
      Ticker.SYSTEM.pause(Duration.ofMillis(200));
    }
  }

  private static String heartbeats() {
    return Command.must(
        "kubectl",
        "get",
        "leases",
        "-n",
        "kube-node-lease",
        "-o",
        "jsonpath={.items[*].spec.renewTime}");
  }

  private void move() {
    live.switchTo("green", "1.1.0");
  }

  /** Deploys to the color without traffic: its new pods wait for the kubelet. */
  private void deploy() {
    live.stack().set("checkout.versions.blue", "1.2.0");
    live.stack().up();
    live.assertServes("1.1.0");
  }

  private void back() {
    live.stack().set("checkout.versions.blue", "1.0.0");
    live.stack().up();
    live.switchTo("blue", "1.0.0");
  }
}
