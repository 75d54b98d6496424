package rollouts.analysis;

import java.time.Duration;
import java.util.Optional;

/** A way to pods that needs no traffic to them. */
public interface PodRequests {
  /**
   * The status that a pod answers a GET with; empty if it does not in time.
   *
   * @throws stacks.cluster.ClusterException if there is no way to it
   */
  Optional<Integer> get(String namespace, String pod, int port, String path, Duration timeout);
}
