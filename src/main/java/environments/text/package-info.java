/** Rules, suggestions and secrets in text, for all rooms of {@code environments}. */
@NullMarked
package environments.text;

import org.jspecify.annotations.NullMarked;
