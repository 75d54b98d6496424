package stacks.plan;

import environments.values.SideName;
import java.util.Set;

/** What one {@code pulumi up} does with an app's traffic. */
public sealed interface Transition {
  /** Nothing: what changes, changes behind the traffic as it is. */
  record Steady() implements Transition {}

  /** Nobody asks the app anything yet. */
  record FirstDeploy() implements Transition {}

  /**
   * Traffic moves.
   *
   * @param receiving the sides that get more of it; two where a selector and a route move to
   *     different ones
   */
  record Moving(Set<SideName> receiving) implements Transition {
    public Moving {
      receiving = Set.copyOf(receiving);
    }
  }

  /**
   * More than one thing at once.
   *
   * @param receiving a side that would get more traffic
   * @param reason what else would happen
   * @param steps what to do instead, in this order
   */
  record Refused(SideName receiving, String reason, Steps steps) implements Transition {}

  /** The two steps of which a change consists. */
  enum Steps {
    /** First the pods that are to receive traffic, then the traffic. */
    PODS_FIRST,
    /** First the traffic, then the pods that have lost it. */
    TRAFFIC_FIRST
  }
}
