/** The table of all keys, from which the JSON Schemas and the reference are generated. */
@NullMarked
package environments.format;

import org.jspecify.annotations.NullMarked;
