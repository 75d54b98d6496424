package stacks;

import java.util.function.Consumer;

/** The cluster that a stack is applied to: what is in it, and what is checked in it on the way. */
record LiveEnvironment(LiveCluster cluster, LiveObjects objects, Checks checks) {
  static LiveEnvironment of(Fabric8Cluster cluster, Consumer<String> warnings) {
    return new LiveEnvironment(
        cluster,
        new Fabric8LiveObjects(cluster.client()),
        new LiveChecks(cluster, cluster, Ticker.SYSTEM, warnings));
  }
}
