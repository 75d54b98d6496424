package stacks;

/** The cluster that a stack is applied to: what is in it, and what is checked in it on the way. */
record LiveEnvironment(LiveCluster cluster, Checks checks) {}
