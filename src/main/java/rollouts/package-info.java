/**
 * Releases that run themselves: planned as steps, driven through Pulumi, analyzed, journaled, and
 * rolled back.
 */
@NullMarked
package rollouts;

import org.jspecify.annotations.NullMarked;
