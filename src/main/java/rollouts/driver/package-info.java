/** The loop that takes a release from step to step. */
@NullMarked
package rollouts.driver;

import org.jspecify.annotations.NullMarked;
