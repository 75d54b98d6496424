package stacks.cluster;

/**
 * A Deployment as it is now.
 *
 * @param image of its first container
 * @param replicas what it asks for
 * @param readyPods how many of its pods are ready, those of an earlier version included
 * @param ownsReplicas whether Pulumi's provider set {@code replicas}, and nobody since
 * @param isScaled whether it was set as autoscalers and the guard do, and not by hand
 * @param generation grows with each change of what is asked for
 */
public record LiveDeployment(
    String image,
    int replicas,
    int readyPods,
    boolean ownsReplicas,
    boolean isScaled,
    long generation) {}
