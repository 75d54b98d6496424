package rollouts.analysis;

import java.time.Duration;
import java.util.Optional;

/** Sends requests directly to pods, with or without traffic. */
public interface PodRequests {
  /**
   * Returns the status with which a pod answers a GET; empty if it does not answer in time.
   *
   * @throws stacks.cluster.ClusterException if the pod cannot be reached
   */
  Optional<Integer> get(String namespace, String pod, int port, String path, Duration timeout);
}
