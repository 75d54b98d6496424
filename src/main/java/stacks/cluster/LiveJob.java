package stacks.cluster;

import java.util.Optional;

/**
 * A live Job.
 *
 * @param isComplete whether it has succeeded
 * @param failure why it has failed, such as {@code DeadlineExceeded: Job was active longer than
 *     specified deadline}
 */
public record LiveJob(boolean isComplete, Optional<String> failure) {}
