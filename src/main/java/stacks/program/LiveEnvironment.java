package stacks.program;

import java.util.function.Consumer;
import stacks.cluster.Fabric8Cluster;
import stacks.cluster.LiveCluster;
import stacks.cluster.Ticker;
import stacks.edits.Fabric8LiveObjects;
import stacks.edits.LiveObjects;
import stacks.guard.LiveChecks;
import stacks.guard.TrafficChecks;

/** The cluster that a stack is applied to: its live state, and the checks during an update. */
public record LiveEnvironment(LiveCluster cluster, LiveObjects objects, TrafficChecks checks) {
  public static LiveEnvironment of(Fabric8Cluster cluster, Consumer<String> warnings) {
    return new LiveEnvironment(
        cluster,
        new Fabric8LiveObjects(cluster.client()),
        new LiveChecks(cluster, cluster, Ticker.SYSTEM, warnings));
  }
}
