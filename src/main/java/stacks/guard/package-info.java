/** Decides whether traffic may move: readiness, capacity, smoke tests. A new guard starts here. */
@NullMarked
package stacks.guard;

import org.jspecify.annotations.NullMarked;
