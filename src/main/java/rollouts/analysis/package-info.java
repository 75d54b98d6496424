/** Measures and judges versions. A new metric provider starts here. */
@NullMarked
package rollouts.analysis;

import org.jspecify.annotations.NullMarked;
