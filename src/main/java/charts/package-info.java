/** Typed constructs and the Kubernetes manifests they generate. */
@NullMarked
package charts;

import org.jspecify.annotations.NullMarked;
