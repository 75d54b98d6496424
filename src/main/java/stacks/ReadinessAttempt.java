package stacks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One time of waiting for a Deployment: remembers since when it makes no progress, and since when its pods are in trouble. */
final class ReadinessAttempt {
  /** Between two questions. */
  static final Duration PERIOD = Duration.ofSeconds(1);

  /** The controller is the first to say that the deadline is over; this is for when it says nothing. */
  private static final Duration GRACE = Duration.ofSeconds(15);

  private final LivePods cluster;
  private final Ticker ticker;
  private final DeploymentManifest deployment;
  private final Duration start;
  private final Map<String, Duration> troubled = new LinkedHashMap<>();
  private Duration lastProgress;
  private int progress;

  ReadinessAttempt(LivePods cluster, Ticker ticker, DeploymentManifest deployment) {
    this.cluster = cluster;
    this.ticker = ticker;
    this.deployment = deployment;
    start = ticker.now();
    lastProgress = start;
  }

  /**
   * @throws NotReadyException if it will not be, as it seems
   */
  boolean isComplete() {
    var found = cluster.rollout(deployment.namespace(), deployment.name());
    var rollout =
        found.orElseThrow(() -> new NotReadyException(deployment.id() + " is not there."));
    if (rollout.isComplete()
        && deployment.replicas().orElse(rollout.replicas()) == rollout.replicas()) {
      return true;
    }
    if (rollout.isObserved()) {
      refuseTrouble(rollout);
    }
    refuseDelay(rollout);
    return false;
  }

  private void refuseTrouble(Rollout rollout) {
    var reasons = new LinkedHashMap<String, Trouble>();
    var pods = cluster.pods(deployment.namespace(), deployment.name());
    rollout.refusal().ifPresent(text -> reasons.put("", Trouble.refused(text)));
    pods.forEach(pod -> Trouble.of(pod).ifPresent(trouble -> reasons.put(pod.name(), trouble)));
    if (hasLasted(reasons)) {
      throw failure(rollout, pods, reasons);
    }
  }

  /** Forgets what has gone in the meantime. */
  private boolean hasLasted(Map<String, Trouble> reasons) {
    var keys = new ArrayList<String>();
    boolean lasted = false;
    for (var reason : reasons.entrySet()) {
      var key = reason.getValue().kind() + " " + reason.getKey();
      keys.add(key);
      var since = troubled.computeIfAbsent(key, k -> ticker.now());
      lasted |= ticker.now().minus(since).compareTo(reason.getValue().patience()) >= 0;
    }
    troubled.keySet().retainAll(keys);
    return lasted;
  }

  private void refuseDelay(Rollout rollout) {
    if (rollout.progress() > progress) {
      progress = rollout.progress();
      lastProgress = ticker.now();
    }
    var limit = deployment.progressDeadline().plus(GRACE);
    boolean isOver = ticker.now().minus(lastProgress).compareTo(limit) >= 0;
    if (isOver || (rollout.isObserved() && rollout.isLate())) {
      throw failure(rollout, cluster.pods(deployment.namespace(), deployment.name()), Map.of());
    }
  }

  private NotReadyException failure(
      Rollout rollout, List<LivePod> pods, Map<String, Trouble> reasons) {
    return new NotReadyException(
        new NotReadyText(cluster, deployment, rollout)
            .text(pods, reasons, ticker.now().minus(start)));
  }
}
