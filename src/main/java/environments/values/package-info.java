/** Value types without a rule about others. */
@NullMarked
package environments.values;

import org.jspecify.annotations.NullMarked;
