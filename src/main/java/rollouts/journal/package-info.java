/** The journal in the cluster and its lock. */
@NullMarked
package rollouts.journal;

import org.jspecify.annotations.NullMarked;
