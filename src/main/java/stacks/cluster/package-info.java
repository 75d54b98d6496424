/** Everything that uses the Kubernetes API; the only user of fabric8's client in {@code stacks}. */
@NullMarked
package stacks.cluster;

import org.jspecify.annotations.NullMarked;
