package stacks.guard;

import charts.Manifest;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import stacks.cluster.LiveAutoscaler;
import stacks.cluster.LiveCluster;
import stacks.cluster.LiveDeployment;
import stacks.cluster.LivePod;
import stacks.cluster.LivePods;
import stacks.cluster.Ticker;
import stacks.plan.RequiredPods;
import stacks.plan.RequiredPods.Load;

/**
 * Ensures that the side which receives traffic has the ready pods that its share requires. In a
 * rollback it may have fewer if it cannot grow: the other side may be failing.
 */
public final class CapacityGate {
  /** An autoscaled side has its pods within a minute, unless a node, quota or image is missing. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final LiveCluster cluster;
  private final LivePods pods;
  private final Ticker ticker;
  private final Consumer<String> warnings;
  private final Move move;
  private final DeploymentManifest receiving;
  private final int readyBefore;

  public CapacityGate(
      LiveCluster cluster, LivePods pods, Ticker ticker, Consumer<String> warnings, Move move) {
    this.cluster = cluster;
    this.pods = pods;
    this.ticker = ticker;
    this.warnings = warnings;
    this.move = move;
    receiving = new DeploymentManifest(move.receiving());
    readyBefore = ready();
  }

  /**
   * Grows the side if necessary. Called again after a smoke test; pods added by the first call do
   * not count as capacity.
   *
   * @throws GuardException if the side must not get the traffic
   * @throws NotReadyException if pods that were added to a side on the way forward do not
   *     become ready
   */
  public void ensure() {
    if (move.direction() == Direction.ROLLBACK) {
      growWithinReason();
    } else {
      growToNeeds();
    }
  }

  private void growWithinReason() {
    var limit = ticker.now().plus(PATIENCE);
    while (ready() < within(most(), needed()) && ticker.now().compareTo(limit) < 0) {
      growTo(within(most(), needed()));
      ticker.pause(ReadinessAttempt.PERIOD);
    }
    if (ready() == 0) {
      throw refusal("none of them is ready");
    }
    if (ready() < needed()) {
      warnings.accept(
          move.app()
              + ": "
              + shortage()
              + ". The traffic still moves, because this is a rollback.");
    }
  }

  /** Returns the most pods that the side may have; empty if there is no limit. */
  private Optional<Integer> most() {
    return receiving
        .replicas()
        .or(
            () ->
                cluster
                    .autoscaler(receiving.namespace(), receiving.name())
                    .map(LiveAutoscaler::maxReplicas));
  }

  private static int within(Optional<Integer> most, int needed) {
    return Math.min(most.orElse(needed), needed);
  }

  /** The replicas of a manifest are desired already. */
  private void growTo(int count) {
    if (receiving.replicas().isEmpty() && asked() < count) {
      pods.scale(receiving.namespace(), receiving.name(), count);
    }
  }

  /**
   * Checks again after growing: the serving side may have grown in the meantime, and an autoscaler
   * may have removed pods.
   */
  private void growToNeeds() {
    var limit = ticker.now().plus(receiving.progressDeadline());
    while (ready() < needed()) {
      if (ticker.now().compareTo(limit) >= 0) {
        throw refusal("something, such as its autoscaler, keeps scaling it down");
      }
      refuseTooFew(needed());
      growTo(needed());
      new Readiness(pods, ticker).await(move.receiving());
      ticker.pause(ReadinessAttempt.PERIOD);
    }
  }

  private void refuseTooFew(int needed) {
    if (asked() >= needed) {
      return;
    }
    if (receiving.replicas().isPresent()) {
      throw refusal("its `replicas` are " + asked() + ": raise them first, then move the traffic");
    }
    most()
        .filter(most -> most < needed)
        .ifPresent(
            most -> {
              throw refusal(
                  "its `autoscaling.maxReplicas` is "
                      + most
                      + ": raise that first, then move the traffic");
            });
  }

  /**
   * Going forward, at least as many as the other side has now, and more if the side may have them.
   */
  private int needed() {
    var required = new RequiredPods(move.serving().stream().map(this::load).toList());
    int even = required.readyPods(move.share().percent());
    return move.direction() == Direction.ROLLBACK
        ? even
        : Math.max(move.share().pods(othersReady()), within(most(), even));
  }

  private int othersReady() {
    return move.serving().stream()
        .filter(side -> !move.isReceiving(side))
        .mapToInt(this::readyPods)
        .max()
        .orElse(0);
  }

  /**
   * Pods that are added to the receiving side are for future requests, and do not increase demand.
   */
  private Load load(Move.Serving side) {
    return new Load(move.isReceiving(side) ? readyBefore : readyPods(side), side.parts());
  }

  private int readyPods(Move.Serving side) {
    return deployment(side.deployment()).map(LiveDeployment::readyPods).orElse(0);
  }

  private int asked() {
    return deployment(move.receiving()).map(LiveDeployment::replicas).orElse(0);
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

  private String shortage() {
    return receiving.id()
        + " needs "
        + needed()
        + (needed() == 1 ? " ready pod" : " ready pods")
        + " to take "
        + move.share()
        + " % of the traffic without raising the load per pod, has "
        + ready();
  }

  private GuardException refusal(String reason) {
    return Guard.refusal(move, shortage() + "; " + reason + ".", "No traffic has moved.");
  }
}
