/** The program that runs inside Pulumi; the only user of {@code com.pulumi} in {@code stacks}. */
@NullMarked
package stacks.program;

import org.jspecify.annotations.NullMarked;
