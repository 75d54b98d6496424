/** The pods of an app, and their number. A new key of a pod starts here. */
@NullMarked
package environments.workload;

import org.jspecify.annotations.NullMarked;
