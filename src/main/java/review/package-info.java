/** What reviews are based on: checks, golden files, and the origin of each field. */
@NullMarked
package review;

import org.jspecify.annotations.NullMarked;
