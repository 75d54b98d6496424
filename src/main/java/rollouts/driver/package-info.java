/** The loop that runs a release step by step. */
@NullMarked
package rollouts.driver;

import org.jspecify.annotations.NullMarked;
