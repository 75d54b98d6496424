/** What an environment is, and the rules that only hold across apps. */
@NullMarked
package environments;

import org.jspecify.annotations.NullMarked;
