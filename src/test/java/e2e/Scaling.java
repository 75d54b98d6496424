package e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;

/** Tests that autoscalers and an {@code up} respect each other's numbers of pods. */
record Scaling(Live live) {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final int PER_SECOND = 80;
  private static final int FEWEST = 2;

  static final String FEW_REQUESTS = "requestsPerSecond: \"20\"";

  void growUnderLoad() {
    try (var proxy = ApiServerProxy.start()) {
      var worker = proxy.service("streamgate", "streamgate-worker");
      try (var load = new GatewayLoad(PER_SECOND, List.of(worker))) {
        live.steps()
            .within(SOON, "streamgate-worker: more ready pods under load", () -> grow(load));
        live.steps().measured("up without changes keeps their number", this::keep);
        assertThat(load.failedSince(0)).isEmpty();
      }
    }
  }

  private void grow(GatewayLoad load) {
    assertThat(ready()).isEqualTo(FEWEST);
    try (var pods =
        Kubectl.watch("streamgate", "deployment", "streamgate-worker", "{.status.readyReplicas}")) {
      load.start();
      pods.await(line -> !line.isBlank() && Integer.parseInt(line) > FEWEST);
    }
  }

  private String keep() {
    try (var pods =
        Kubectl.watch("streamgate", "deployment", "streamgate-worker", "{.spec.replicas}")) {
      live.stack().up("--expect-no-changes");
      assertThat(pods.lines())
          .allSatisfy(n -> assertThat(Integer.parseInt(n)).isGreaterThan(FEWEST));
      return pods.lines() + " replicas asked for";
    }
  }

  private static int ready() {
    return Kubectl.number(
        "streamgate", "deployment", "streamgate-worker", "{.status.readyReplicas}");
  }

  /** An app with a fixed number of pods gets its first autoscaler, and loses it again. */
  void adoptAnAutoscaler() {
    live.load().favor(Live.AUTOGRAPH);
    live.steps()
        .measured(
            "api-gateway: first autoscaler keeps the pods",
            () ->
                available(
                    () -> {
                      live.stack().editEnvironment(Environments.CHECKOUT, Environments.AUTOSCALED);
                      live.stack().up();
                      Command.must(
                          "kubectl",
                          "wait",
                          "-n",
                          "autograph",
                          "hpa/api-gateway-blue",
                          "--for=condition=ScalingActive",
                          "--timeout=60s");
                    }));
    live.steps()
        .measured(
            "api-gateway: first the number that its autoscaler set",
            () -> available(this::takeTheNumberOfTheAutoscaler));
    live.steps()
        .measured(
            "api-gateway: a fixed number again",
            () ->
                available(
                    () -> {
                      live.stack().editEnvironment(Environments.THREE_PODS, Environments.CHECKOUT);
                      live.stack().up();
                    }));
  }

  private void takeTheNumberOfTheAutoscaler() {
    for (var side : List.of("blue", "green")) {
      Command.must(
          "kubectl",
          "patch",
          "-n",
          "autograph",
          "hpa/api-gateway-" + side,
          "-p",
          "{\"spec\":{\"minReplicas\":3}}");
      Command.must(
          "kubectl",
          "wait",
          "-n",
          "autograph",
          "deployment/api-gateway-" + side,
          "--for=jsonpath={.status.readyReplicas}=3",
          "--timeout=60s");
    }
    live.stack().editEnvironment(Environments.AUTOSCALED, Environments.CHECKOUT);
    assertThat(live.stack().failingUp())
        .contains("must be 3 for now, as set by the autoscaler of api-gateway-blue, got ");
    live.stack().editEnvironment(Environments.CHECKOUT, Environments.THREE_PODS);
    live.stack().up();
  }

  private static String available(Runnable work) {
    try (var pods =
        Kubectl.watch(
            "autograph", "deployment", "api-gateway-blue", "{.status.availableReplicas}")) {
      pods.await(line -> true);
      work.run();
      assertThat(pods.lines())
          .allSatisfy(
              n ->
                  assertThat(n.isBlank() ? 0 : Integer.parseInt(n)).isGreaterThanOrEqualTo(FEWEST));
      return pods.lines() + " pods available";
    }
  }
}
