package stacks;

import environments.ClusterUid;
import java.util.Optional;

/**
 * Which cluster it is that answers.
 *
 * @param server the URL of its API
 * @param uid empty where it may not be read
 */
record ClusterIdentity(String server, Optional<ClusterUid> uid) {}
