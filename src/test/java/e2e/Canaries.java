package e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/** Canaries: one with the weights of a route, one with the numbers of its pods. */
record Canaries(Live live) {
  private static final int PODS = 4;
  private static final int PER_SECOND = 60;

  private static final String READY =
      "{range .endpoints[?(@.conditions.ready==true)]}{.targetRef.name} {end}";

  void growByRoute() {
    live.steps()
        .measured(
            "streamgate-api: weight 5, as deployed", () -> live.assertShare(Live.STREAMGATE, 5));
    for (int weight : List.of(25, 50, 100, 0, 5)) {
      live.steps().measured("streamgate-api: weight " + weight, () -> route(weight));
    }
  }

  /** Only the route changes, and only once. */
  private String route(int weight) {
    var before = Kubectl.resourceVersions();
    var specs = Kubectl.ofExamples("deployments,replicasets,poddisruptionbudgets", TEMPLATES);
    long generation = generation();
    live.stack().set("streamgate-api.weight", weight);
    live.stack().up();
    assertThat(Kubectl.resourceVersions()).isEqualTo(before);
    assertThat(Kubectl.ofExamples("deployments,replicasets,poddisruptionbudgets", TEMPLATES))
        .isEqualTo(specs);
    assertThat(generation()).isEqualTo(generation + 1);
    return live.assertShare(Live.STREAMGATE, weight);
  }

  /** Without the numbers of pods, which belong to the autoscalers. */
  private static final String TEMPLATES =
      "jsonpath={range .items[*]}{.kind} {.metadata.name} {.metadata.uid} {.spec.template}"
          + " {.spec.minAvailable} {.spec.maxUnavailable}{\"\\n\"}{end}";

  private static long generation() {
    return Kubectl.number("streamgate", "httproute", "streamgate-api", "{.metadata.generation}");
  }

  void growByPods() {
    try (var proxy = ApiServerProxy.start()) {
      var search = proxy.service("shop", "search");
      try (var load = new GatewayLoad(PER_SECOND, List.of(search))) {
        load.start();
        for (int weight : List.of(50, 75, 25)) {
          live.steps()
              .measured(
                  "search: weight " + weight + " by pods",
                  () -> {
                    int fewest = pods(weight);
                    assertThat(load.failedSince(0)).isEmpty();
                    return Live.assertShare(load.versions(search, 0, Live.SAMPLE), weight)
                        + ", at least "
                        + fewest
                        + " ready pods";
                  });
        }
      }
    }
  }

  /** Returns the fewest ready endpoints of the Service while pods come and go. */
  private int pods(int weight) {
    try (var endpoints =
        Kubectl.watchLabelled(
            "shop", "endpointslices", "kubernetes.io/service-name=search", READY)) {
      endpoints.await(line -> !line.isBlank());
      live.stack().set("search.weight", weight);
      live.stack().up();
      endpoints.await(line -> Running.words(line) == PODS);
      int fewest = endpoints.lines().stream().mapToInt(Running::words).min().orElseThrow();
      assertThat(fewest).as(endpoints.lines().toString()).isGreaterThanOrEqualTo(PODS);
      return fewest;
    }
  }
}
