package stacks.cluster;

/**
 * A live Deployment.
 *
 * @param image of its first container
 * @param replicas the desired number of pods
 * @param readyPods the number of ready pods, including those of an earlier version
 * @param ownsReplicas whether Pulumi's provider was the last to set {@code replicas}
 * @param isScaled whether it was set as autoscalers and the guard do, and not by hand
 * @param generation increases with each change of its specification
 */
public record LiveDeployment(
    String image,
    int replicas,
    int readyPods,
    boolean ownsReplicas,
    boolean isScaled,
    long generation) {}
