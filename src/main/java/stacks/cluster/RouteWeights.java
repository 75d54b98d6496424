package stacks.cluster;

import charts.RouteKind;
import charts.Tree;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the weights of a route by Service: those of its last rule, since the rules before it are
 * pins.
 */
public final class RouteWeights {
  /** The weight of a backend without one in Gateway API and Istio, if it is the only one. */
  private static final int ALONE = 1;

  private RouteWeights() {}

  public static Map<String, Integer> of(RouteKind kind, Map<String, Object> route) {
    var rules = Tree.of(route).at("spec", kind.rules()).items();
    return weights(last(rules).at(kind.backends()).items());
  }

  private static Tree last(List<Tree> rules) {
    return rules.isEmpty() ? Tree.of(Map.of()) : rules.get(rules.size() - 1);
  }

  private static Map<String, Integer> weights(List<Tree> backends) {
    var weights = new LinkedHashMap<String, Integer>();
    for (var backend : backends) {
      weights.put(service(backend), backend.at("weight").number().orElse(ALONE));
    }
    return weights;
  }

  /** Istio names a Service by its host, such as {@code search-canary.shop.svc.cluster.local}. */
  private static String service(Tree backend) {
    var name = backend.at("name").text();
    var host = backend.at("destination", "host").text().orElse("");
    return name.orElse(host.split("\\.", 2)[0]);
  }
}
