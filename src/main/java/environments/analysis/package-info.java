/** Metrics, queries, thresholds, smoke tests. A new metric provider starts here. */
@NullMarked
package environments.analysis;

import org.jspecify.annotations.NullMarked;
