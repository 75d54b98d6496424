package stacks;

/**
 * An autoscaler in the cluster.
 *
 * @param maxReplicas the most pods that it gives
 * @param isSetByHand whether somebody but Pulumi's provider has set something of it, and owns that
 */
record LiveAutoscaler(int maxReplicas, boolean isSetByHand) {}
