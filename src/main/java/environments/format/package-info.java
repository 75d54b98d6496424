/** Which keys there are: the one table, and the JSON Schema and the reference made of it. */
@NullMarked
package environments.format;

import org.jspecify.annotations.NullMarked;
