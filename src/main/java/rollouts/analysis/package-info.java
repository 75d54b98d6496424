/** Measures and judges versions. What measures a new metric is added here. */
@NullMarked
package rollouts.analysis;

import org.jspecify.annotations.NullMarked;
