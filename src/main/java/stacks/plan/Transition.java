package stacks.plan;

import environments.values.SideName;
import java.util.Set;

/** The effect of one {@code pulumi up} on an app's traffic. */
public sealed interface Transition {
  /** No traffic moves, whatever else changes. */
  record Steady() implements Transition {}

  /** The app has no traffic yet. */
  record FirstDeploy() implements Transition {}

  /**
   * Traffic moves.
   *
   * @param receiving the sides that get more of it; two if a selector and a route move to
   *     different ones
   */
  record Moving(Set<SideName> receiving) implements Transition {
    public Moving {
      receiving = Set.copyOf(receiving);
    }
  }

  /**
   * The update would make more than one change at once.
   *
   * @param receiving a side that would get more traffic
   * @param reason the other change
   * @param steps to take instead, in this order
   */
  record Refused(SideName receiving, String reason, Steps steps) implements Transition {}

  /** The order of the two steps of a change. */
  enum Steps {
    /** First the pods that will receive traffic, then the traffic. */
    PODS_FIRST,
    /** First the traffic, then the pods that have lost it. */
    TRAFFIC_FIRST
  }
}
