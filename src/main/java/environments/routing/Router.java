package environments.routing;

import environments.cluster.Cluster;
import environments.text.Rules;
import environments.text.SpecPath;
import environments.values.DnsLabel;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Splits requests between the two sides of an app by weight. An app without a router has only the
 * weights that its numbers of replicas make.
 */
public sealed interface Router permits HttpRoute, VirtualService {
  /** Returns its key in environment files, below {@code router}. */
  String key();

  /** Returns the kind of the generated object. */
  String kind();

  /** Returns this router with defaults from the cluster. */
  Router in(Cluster cluster);

  /**
   * Checks a router with the defaults of its cluster: everything that its traffic needs must be
   * known.
   */
  void checkComplete(Rules rules);

  /** Returns the namespaces from which its requests come; empty if they may come from any. */
  List<DnsLabel> sources();

  /**
   * Checks that two apps of an environment do not claim the same requests. Both routers have the
   * defaults of their cluster.
   *
   * @param router the path to this router
   * @param earlierApp the app of the other router
   */
  void checkDistinct(Rules rules, SpecPath router, DnsLabel earlierApp, Router earlier);

  /** Returns the name of the declared port that requests are sent to; the first port if absent. */
  Optional<String> port();

  /**
   * Returns headers that send a request to the canary or the preview color, whatever the weight,
   * for tests through the real router. All of them must match. At most 16, whose names are HTTP
   * tokens and differ in more than case; values have 1 to 4096 printable characters.
   */
  Map<String, String> pin();
}
