package stacks.cluster;

import environments.values.ClusterUid;
import java.util.Optional;

/**
 * Identifies the cluster that answers.
 *
 * @param server the URL of its API
 * @param uid empty if it may not be read
 */
public record ClusterIdentity(String server, Optional<ClusterUid> uid) {}
