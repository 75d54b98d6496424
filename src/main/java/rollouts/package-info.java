/** The facade for {@code cli}: releases planned, driven, analyzed, journaled and rolled back. */
@NullMarked
package rollouts;

import org.jspecify.annotations.NullMarked;
