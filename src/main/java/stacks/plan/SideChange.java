package stacks.plan;

import environments.values.SideName;
import java.util.Optional;
import stacks.cluster.LiveDeployment;

/**
 * What becomes of one side of an app.
 *
 * @param name a color or a track; for an app without sides the app's own
 * @param image that it is to run
 * @param replicas that it is to have; empty where an autoscaler decides
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

  /** Whether its pods are replaced by others with another image. */
  boolean isReimaged() {
    return runs() && runsNow() && live.filter(now -> now.image().equals(image)).isEmpty();
  }

  /** Whether it has no pods yet. */
  boolean isWoken() {
    return runs() && !runsNow();
  }

  /** Whether none of its pods takes requests. */
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
