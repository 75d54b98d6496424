package stacks.program;

import stacks.guard.Direction;

/**
 * The app that alone is applied, for this is a step of its release.
 *
 * @param state what Pulumi has written down until now
 * @param direction whether the release goes back to what has served before
 */
public record SingleAppUpdate(String app, StackState state, Direction direction) {}
