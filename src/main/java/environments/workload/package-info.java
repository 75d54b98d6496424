/** What the pods are and how many there are. A new key of a pod starts here. */
@NullMarked
package environments.workload;

import org.jspecify.annotations.NullMarked;
