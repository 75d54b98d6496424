package stacks.cluster;

import charts.Manifest;
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
   * Backend Service to weight of an HTTPRoute or VirtualService; empty if there is none.
   *
   * <p>By its last rule, which takes every request that no pin took before.
   */
  Map<String, Integer> weights(String kind, String namespace, String route);

  /**
   * Why a Gateway does not send requests as an HTTPRoute says; empty if all do, and if there is no
   * such route.
   */
  Optional<String> routeProblem(String namespace, String route);

  /** ConfigMaps of the app that a pod or a ReplicaSet with pods refers to. */
  List<Manifest> configMapsInUse(String namespace, String app);
}
