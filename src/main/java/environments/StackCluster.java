package environments;

import environments.values.ClusterUid;

/**
 * The cluster that a stack is for, whichever it was applied to before.
 *
 * @param reason why it is this one
 */
public record StackCluster(ClusterUid uid, String reason) {}
