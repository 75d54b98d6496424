package stacks.cluster;

import charts.Manifest;
import charts.RouteKind;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The live state of a cluster, read through the Kubernetes API. */
public interface LiveCluster {
  ClusterIdentity identity();

  Optional<LiveDeployment> deployment(String namespace, String name);

  /** Returns the autoscaler of a Deployment; empty if it has none. */
  Optional<LiveAutoscaler> autoscaler(String namespace, String deployment);

  /** Returns the selector of a Service; empty if there is no such Service. */
  Map<String, String> selector(String namespace, String service);

  /**
   * Returns the weights of a route by backend Service; empty if there is no such route.
   *
   * <p>They are those of its last rule, which takes every request that no pin took before.
   */
  Map<String, Integer> weights(RouteKind kind, String namespace, String route);

  /**
   * Returns why a router does not send requests as a route says; empty if it does, if there is no
   * such route, and for kinds without a status.
   */
  Optional<String> routeProblem(RouteKind kind, String namespace, String route);

  /** Returns the ConfigMaps of an app that a pod, or a ReplicaSet with pods, refers to. */
  List<Manifest> configMapsInUse(String namespace, String app);
}
