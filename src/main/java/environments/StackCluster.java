package environments;

import environments.values.ClusterUid;

/**
 * The cluster that a stack is applied to, even if it was applied to another one before.
 *
 * @param reason for this cluster
 */
public record StackCluster(ClusterUid uid, String reason) {}
