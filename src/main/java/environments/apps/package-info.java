/** An app: its spec and its release state, for each strategy. A new strategy starts here. */
@NullMarked
package environments.apps;

import org.jspecify.annotations.NullMarked;
