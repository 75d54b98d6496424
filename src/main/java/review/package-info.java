/** What a review can rely on: checks, golden files, and where each field comes from. */
@NullMarked
package review;

import org.jspecify.annotations.NullMarked;
