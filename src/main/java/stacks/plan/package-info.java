/** What is, what is to be, and which transition that is. Pure. */
@NullMarked
package stacks.plan;

import org.jspecify.annotations.NullMarked;
