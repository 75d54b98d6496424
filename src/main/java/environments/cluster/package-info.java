/** The features that a cluster offers. */
@NullMarked
package environments.cluster;

import org.jspecify.annotations.NullMarked;
