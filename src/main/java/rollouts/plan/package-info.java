/** Release states, steps, planner. Pure. A new verb starts here. */
@NullMarked
package rollouts.plan;

import org.jspecify.annotations.NullMarked;
