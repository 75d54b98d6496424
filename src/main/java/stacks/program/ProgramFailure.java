package stacks.program;

import stacks.cluster.FailureCause;

/**
 * Why the program of {@code pulumi up} ended, for those who run it in their own process: to them
 * Pulumi passes on its text alone.
 *
 * @param text for users
 */
public record ProgramFailure(FailureCause cause, String text) {}
