/** Steps and the planner; pure. A new verb starts here. */
@NullMarked
package rollouts.plan;

import org.jspecify.annotations.NullMarked;
