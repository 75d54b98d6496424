package stacks.guard;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import stacks.cluster.LivePod;
import stacks.cluster.LivePods;
import stacks.cluster.Rollout;
import stacks.cluster.Ticker;
import stacks.cluster.Trouble;

/**
 * One attempt of waiting for a Deployment: remembers since when it has made no progress, and since
 * when its pods have been in trouble.
 */
final class ReadinessAttempt {
  /** Between two requests. */
  static final Duration PERIOD = Duration.ofSeconds(1);

  /**
   * Normally the controller reports that the deadline has passed; this is the extra time before the
   * program does.
   */
  private static final Duration GRACE = Duration.ofSeconds(15);

  private final LivePods cluster;
  private final Ticker ticker;
  private final DeploymentManifest deployment;
  private final Duration start;
  private final Patience patience;
  private Duration lastProgress;

  /** The controller's report on an earlier attempt, until the first pod appears. */
  private final Optional<String> oldNews;

  private int progress;

  ReadinessAttempt(LivePods cluster, Ticker ticker, DeploymentManifest deployment) {
    this.cluster = cluster;
    this.ticker = ticker;
    this.deployment = deployment;
    patience = new Patience(ticker);
    oldNews = rollout().flatMap(Rollout::lateSince);
    start = ticker.now();
    lastProgress = start;
  }

  /**
   * @throws NotReadyException if it is not expected to complete
   */
  boolean checkComplete() {
    var rollout =
        rollout().orElseThrow(() -> new NotReadyException(deployment.id() + " is not there."));
    if (checkComplete(rollout)) {
      return true;
    }
    if (rollout.isObserved()) {
      refuseTrouble(rollout);
    }
    refuseDelay(rollout);
    return false;
  }

  /** Returns what is missing now; empty if nothing is. */
  Optional<String> shortage() {
    return rollout()
        .filter(rollout -> !checkComplete(rollout))
        .map(
            rollout -> {
              var pods = pods();
              return text(rollout).shortage(pods, reasons(rollout, pods));
            });
  }

  private Optional<Rollout> rollout() {
    return cluster.rollout(deployment.namespace(), deployment.name());
  }

  private boolean checkComplete(Rollout rollout) {
    return rollout.isComplete()
        && deployment.replicas().orElse(rollout.replicas()) == rollout.replicas();
  }

  private List<LivePod> pods() {
    return cluster.pods(deployment.namespace(), deployment.name());
  }

  /** Returns them by pod; under the empty name, why there are too few. */
  private static Map<String, Trouble> reasons(Rollout rollout, List<LivePod> pods) {
    var reasons = new LinkedHashMap<String, Trouble>();
    rollout.refusal().ifPresent(text -> reasons.put("", Trouble.refused(text)));
    pods.forEach(pod -> Trouble.of(pod).ifPresent(trouble -> reasons.put(pod.name(), trouble)));
    return reasons;
  }

  private void refuseTrouble(Rollout rollout) {
    var pods = pods();
    var reasons = reasons(rollout, pods);
    if (patience.update(reasons)) {
      throw failure(rollout, pods, reasons);
    }
  }

  private void refuseDelay(Rollout rollout) {
    if (rollout.progress() > progress) {
      progress = rollout.progress();
      lastProgress = ticker.now();
    }
    var limit = deployment.progressDeadline().plus(GRACE);
    boolean isOver = ticker.now().minus(lastProgress).compareTo(limit) >= 0;
    boolean isNews = rollout.lateSince().isPresent() && !rollout.lateSince().equals(oldNews);
    if (isOver || (isNews && rollout.isObserved())) {
      var pods = pods();
      throw failure(rollout, pods, reasons(rollout, pods));
    }
  }

  private NotReadyException failure(
      Rollout rollout, List<LivePod> pods, Map<String, Trouble> reasons) {
    var text = text(rollout);
    return new NotReadyException(
        text.text(pods, reasons, ticker.now().minus(start)), text.advice());
  }

  private NotReadyText text(Rollout rollout) {
    return new NotReadyText(cluster, deployment, rollout);
  }
}
