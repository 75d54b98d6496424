/** Value types whose rules concern no other value. */
@NullMarked
package environments.values;

import org.jspecify.annotations.NullMarked;
