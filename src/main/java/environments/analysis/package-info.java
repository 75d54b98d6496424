/** Metrics, queries, thresholds, smoke tests. A new metric starts here. */
@NullMarked
package environments.analysis;

import org.jspecify.annotations.NullMarked;
