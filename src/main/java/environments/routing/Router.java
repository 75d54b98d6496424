package environments.routing;

import environments.cluster.Cluster;
import environments.text.Rules;
import environments.text.SpecPath;
import environments.values.DnsLabel;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What splits requests between the two sides of an app by weight. An app without one has no weights
 * other than those its replicas make.
 */
public sealed interface Router permits HttpRoute, VirtualService {
  /** Returns its key in environment files, below {@code router}. */
  String key();

  /** Returns the kind of the object that it is generated as. */
  String kind();

  /** Returns this router with what the cluster gives where it names nothing itself. */
  Router in(Cluster cluster);

  /** Checks that a router in its cluster has all that its traffic needs to reach it. */
  void checkComplete(Rules rules);

  /** Returns the namespaces that its requests come from; empty for those of any. */
  List<DnsLabel> sources();

  /**
   * Checks that two apps of an environment do not answer to the same requests; both routers in
   * their clusters.
   *
   * @param router the path to this router
   * @param earlierApp whose router the other one is
   */
  void checkDistinct(Rules rules, SpecPath router, DnsLabel earlierApp, Router earlier);

  /** The name of the declared port that requests go to; the first port, if absent. */
  Optional<String> port();

  /**
   * Headers that send a request to the canary, or the preview color, whatever the weight: all of
   * them must be equal. For tests through the real router. At most 16, whose names are HTTP tokens
   * and differ in more than case; values of 1 to 4096 printable characters.
   */
  Map<String, String> pin();
}
