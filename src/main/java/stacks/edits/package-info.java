/** Finds edits in the cluster, and decides whether an update would undo them. */
@NullMarked
package stacks.edits;

import org.jspecify.annotations.NullMarked;
