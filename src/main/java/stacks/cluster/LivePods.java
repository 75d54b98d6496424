package stacks.cluster;

import charts.Manifest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The pods behind a Deployment, and what can be asked of them through the Kubernetes API. */
public interface LivePods {
  Optional<Rollout> rollout(String namespace, String deployment);

  /** Pods of a Deployment's newest ReplicaSet that are not being deleted. */
  List<LivePod> pods(String namespace, String deployment);

  /** A Job; empty if there is none. */
  Optional<LiveJob> job(String namespace, String name);

  /**
   * @throws ClusterException if it may not be made
   */
  void createJob(Manifest job);

  /** With its pods, if it is there. */
  void deleteJob(String namespace, String name);

  /** Pods of a Job, those that have ended too. */
  List<LivePod> podsOfJob(String namespace, String job);

  /** Names of the pods that a Service sends requests to. */
  Set<String> endpoints(String namespace, String service);

  /** Asks for so many pods through the Deployment's scale subresource, as an autoscaler does. */
  void scale(String namespace, String deployment, int replicas);

  /**
   * What an autoscaler has set of a Deployment's number of pods is nobody's any more.
   *
   * @throws ClusterException if the cluster does not let it
   */
  void releaseReplicas(Manifest deployment);

  /** The last lines of the container that ended, or of the one that runs if none did. */
  LastLines lastLines(String namespace, LivePod pod);

  /** What the newest event that warns of the pod says; empty if none does. */
  Optional<String> warning(String namespace, String pod);

  /**
   * The status that a pod answers a GET with through the API server's proxy; empty if it does not
   * in time.
   */
  Optional<Integer> get(String namespace, String pod, int port, String path, Duration timeout);
}
