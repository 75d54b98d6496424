package stacks.cluster;

import charts.Manifest;
import charts.RouteKind;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What runs in the cluster now, asked through the Kubernetes API. */
public interface LiveCluster {
  ClusterIdentity identity();

  Optional<LiveDeployment> deployment(String namespace, String name);

  /** That of a Deployment; empty if it has none. */
  Optional<LiveAutoscaler> autoscaler(String namespace, String deployment);

  /** Selector of a Service; empty if there is none. */
  Map<String, String> selector(String namespace, String service);

  /**
   * Returns the weights of a route by backend Service; empty if there is no such route.
   *
   * <p>They are those of its last rule, which takes every request that no pin took before.
   */
  Map<String, Integer> weights(RouteKind kind, String namespace, String route);

  /**
   * Why a router does not send requests as a route says; empty if all do, if there is no such
   * route, and for kinds without a status.
   */
  Optional<String> routeProblem(RouteKind kind, String namespace, String route);

  /** ConfigMaps of the app that a pod or a ReplicaSet with pods refers to. */
  List<Manifest> configMapsInUse(String namespace, String app);
}
