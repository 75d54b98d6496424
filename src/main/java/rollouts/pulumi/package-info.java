/** Applies steps through Pulumi, git and kubectl; the only user of the Automation API. */
@NullMarked
package rollouts.pulumi;

import org.jspecify.annotations.NullMarked;
