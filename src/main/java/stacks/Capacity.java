package stacks;

import charts.Manifest;
import java.util.Optional;

/** That the side which receives traffic has the ready pods that its share of the requests takes. */
final class Capacity {
  private final LiveCluster cluster;
  private final LivePods pods;
  private final Ticker ticker;
  private final Move move;
  private final DeploymentManifest receiving;

  Capacity(LiveCluster cluster, LivePods pods, Ticker ticker, Move move) {
    this.cluster = cluster;
    this.pods = pods;
    this.ticker = ticker;
    this.move = move;
    receiving = new DeploymentManifest(move.receiving());
  }

  /** Looks again after it has grown: the serving side may have grown meanwhile, and an autoscaler taken pods back. */
  void ensure() {
    var limit = ticker.now().plus(receiving.progressDeadline());
    while (ready() < needed()) {
      if (ticker.now().compareTo(limit) >= 0) {
        throw refusal("its autoscaler, or somebody, takes pods back as soon as they are there");
      }
      grow(needed());
      new Readiness(pods, ticker).await(move.receiving());
      ticker.pause(ReadinessAttempt.PERIOD);
    }
  }

  /** One at least; of the serving side's ready pods, as many as the share is of all requests. */
  private int needed() {
    int serving = move.serving().flatMap(this::deployment).map(LiveDeployment::readyPods).orElse(0);
    return Math.max(1, (serving * move.share().percent() + 99) / 100);
  }

  private Optional<LiveDeployment> deployment(Manifest manifest) {
    return cluster.deployment(manifest.namespace(), manifest.name());
  }

  private int ready() {
    return (int)
        pods.pods(receiving.namespace(), receiving.name()).stream()
            .filter(LivePod::isReady)
            .count();
  }

  private void grow(int needed) {
    int asked = deployment(move.receiving()).map(LiveDeployment::replicas).orElse(0);
    if (asked >= needed) {
      return;
    }
    if (receiving.replicas().isPresent()) {
      throw refusal("its `replicas` are " + asked + ": raise them first, then move the traffic");
    }
    refuseAboveMaximum(needed);
    pods.scale(receiving.namespace(), receiving.name(), needed);
  }

  private void refuseAboveMaximum(int needed) {
    pods.maxReplicas(receiving.namespace(), receiving.name())
        .filter(most -> most < needed)
        .ifPresent(
            most -> {
              throw refusal(
                  "its `autoscaling.maxReplicas` is "
                      + most
                      + ": raise that first, then move the traffic");
            });
  }

  private GuardException refusal(String reason) {
    var serving = move.serving().map(Manifest::id).orElse("the serving side");
    return Guard.refusal(
        move,
        receiving.id()
            + " must have "
            + needed()
            + (needed() == 1 ? " ready pod, as " : " ready pods, as ")
            + serving
            + " has for "
            + move.share()
            + " % of the requests, but has "
            + ready()
            + "; "
            + reason
            + ".",
        "No traffic has moved.");
  }
}
