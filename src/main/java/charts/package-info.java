/** Typed constructs, and the Kubernetes manifests that they make. */
@NullMarked
package charts;

import org.jspecify.annotations.NullMarked;
