/** How requests reach an app. A new router starts here. */
@NullMarked
package environments.routing;

import org.jspecify.annotations.NullMarked;
