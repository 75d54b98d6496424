/** The live state, the desired state, and the transition between them; pure. */
@NullMarked
package stacks.plan;

import org.jspecify.annotations.NullMarked;
