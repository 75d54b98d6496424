package stacks.cluster;

import environments.values.ClusterUid;
import java.util.Optional;

/**
 * Which cluster it is that answers.
 *
 * @param server the URL of its API
 * @param uid empty where it may not be read
 */
public record ClusterIdentity(String server, Optional<ClusterUid> uid) {}
