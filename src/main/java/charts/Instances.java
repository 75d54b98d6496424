package charts;

import environments.values.DnsLabel;
import java.util.ArrayList;
import java.util.List;

/** The objects of one Deployment, in the order in which a reader expects them. */
final class Instances {
  private Instances() {}

  static List<Manifest> manifests(Instance instance, List<DnsLabel> routers) {
    var manifests = withoutBudget(instance, routers);
    manifests.add(PodDisruptionBudgets.ofInstance(instance));
    return manifests;
  }

  static List<Manifest> withoutBudget(Instance instance, List<DnsLabel> routers) {
    var manifests = new ArrayList<Manifest>();
    ConfigMaps.configMap(instance).ifPresent(manifests::add);
    manifests.add(Deployments.deployment(instance));
    Autoscalers.horizontal(instance).ifPresent(manifests::add);
    Autoscalers.vertical(instance).ifPresent(manifests::add);
    manifests.add(NetworkPolicies.networkPolicy(instance, routers));
    return manifests;
  }
}
