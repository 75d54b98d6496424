package stacks.program;

import stacks.cluster.FailureCause;

/**
 * Why the program of {@code pulumi up} ended, for callers that run it in their own process: Pulumi
 * only passes on the text.
 *
 * @param text for users
 */
public record ProgramFailure(FailureCause cause, String text) {}
