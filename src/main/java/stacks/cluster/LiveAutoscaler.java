package stacks.cluster;

/**
 * A live autoscaler.
 *
 * @param isPulumis whether Pulumi's provider created it
 * @param maxReplicas the most pods that it sets
 * @param isSetByHand whether a manager other than Pulumi's provider owns any of its fields
 */
public record LiveAutoscaler(
    String name, boolean isPulumis, int maxReplicas, boolean isSetByHand) {}
