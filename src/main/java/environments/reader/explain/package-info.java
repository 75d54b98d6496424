/** Variations of inputs for {@code explain}. */
@NullMarked
package environments.reader.explain;

import org.jspecify.annotations.NullMarked;
