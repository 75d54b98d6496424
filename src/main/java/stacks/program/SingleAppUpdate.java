package stacks.program;

import stacks.guard.Direction;

/**
 * The only app that is applied, because this is a step of its release.
 *
 * @param state of the stack until now
 * @param direction whether the release returns to a version that has served before
 */
public record SingleAppUpdate(String app, StackState state, Direction direction) {}
