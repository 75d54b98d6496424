/** Helpers for all rooms of {@code environments}: rules, suggestions, secrets in text. */
@NullMarked
package environments.text;

import org.jspecify.annotations.NullMarked;
