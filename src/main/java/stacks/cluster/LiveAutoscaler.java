package stacks.cluster;

/**
 * An autoscaler in the cluster.
 *
 * @param isPulumis whether Pulumi's provider has made it
 * @param maxReplicas the most pods that it gives
 * @param isSetByHand whether somebody but Pulumi's provider has set something of it, and owns that
 */
public record LiveAutoscaler(
    String name, boolean isPulumis, int maxReplicas, boolean isSetByHand) {}
