package stacks.cluster;

import charts.Manifest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The pods of Deployments and Jobs, accessed through the Kubernetes API. */
public interface LivePods {
  Optional<Rollout> rollout(String namespace, String deployment);

  /** Returns the pods of a Deployment's newest ReplicaSet that are not being deleted. */
  List<LivePod> pods(String namespace, String deployment);

  /** Returns a Job; empty if there is none. */
  Optional<LiveJob> job(String namespace, String name);

  /**
   * @throws ClusterException if it cannot be created
   */
  void createJob(Manifest job);

  /** Deletes a Job with its pods, if it exists. */
  void deleteJob(String namespace, String name);

  /** Returns the pods of a Job, including those that have ended. */
  List<LivePod> podsOfJob(String namespace, String job);

  /** Returns the names of the pods that a Service sends requests to. */
  Set<String> endpoints(String namespace, String service);

  /** Sets the number of pods through the Deployment's scale subresource, as an autoscaler does. */
  void scale(String namespace, String deployment, int replicas);

  /**
   * Gives up the ownership of a number of pods that an autoscaler has set.
   *
   * @throws ClusterException if the cluster refuses it
   */
  void releaseReplicas(Manifest deployment);

  /** Returns the last lines of the container that ended or, if none did, of the running one. */
  LastLines lastLines(String namespace, LivePod pod);

  /** Returns the message of the newest warning event of a pod; empty if there is none. */
  Optional<String> warning(String namespace, String pod);

  /**
   * Returns the status with which a pod answers a GET through the API server's proxy; empty if it
   * does not answer in time.
   */
  Optional<Integer> get(String namespace, String pod, int port, String path, Duration timeout);
}
