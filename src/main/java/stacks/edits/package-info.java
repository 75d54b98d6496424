/** What people have edited in the cluster, and whether an update would undo it. */
@NullMarked
package stacks.edits;

import org.jspecify.annotations.NullMarked;
