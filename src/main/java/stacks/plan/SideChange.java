package stacks.plan;

import environments.values.SideName;
import java.util.Optional;
import stacks.cluster.LiveDeployment;

/**
 * The change of one side of an app.
 *
 * @param name the name of the side
 * @param image the image after the change
 * @param replicas the replicas after the change; empty if an autoscaler sets them
 * @param live its Deployment as it is now
 */
record SideChange(
    SideName name, String image, Optional<Integer> replicas, Optional<LiveDeployment> live) {
  boolean runs() {
    return replicas.isEmpty() || replicas.get() > 0;
  }

  boolean runsNow() {
    return live.filter(now -> now.replicas() > 0).isPresent();
  }

  /** Returns whether the pods are replaced by pods with another image. */
  boolean isReimaged() {
    return runs() && runsNow() && live.filter(now -> now.image().equals(image)).isEmpty();
  }

  /** Returns whether the side gets its first pods. */
  boolean isWoken() {
    return runs() && !runsNow();
  }

  /** Returns whether the side has no ready pod. */
  boolean isUnready() {
    return live.filter(now -> now.readyPods() > 0).isEmpty();
  }

  boolean shrinks() {
    return replicas.isPresent() && replicas.get() < liveReplicas();
  }

  int liveReplicas() {
    return live.map(LiveDeployment::replicas).orElse(0);
  }
}
