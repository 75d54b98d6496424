/** The facade for {@code cli}: plans, runs, analyzes, records and rolls back releases. */
@NullMarked
package rollouts;

import org.jspecify.annotations.NullMarked;
