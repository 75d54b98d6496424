/** The environment, and the rules across its apps. */
@NullMarked
package environments;

import org.jspecify.annotations.NullMarked;
