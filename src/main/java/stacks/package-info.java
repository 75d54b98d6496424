/** The entry point of Pulumi, and the facade for {@code rollouts}. */
@NullMarked
package stacks;

import org.jspecify.annotations.NullMarked;
