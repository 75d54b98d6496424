package stacks.plan;

import environments.values.SideName;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import stacks.cluster.LiveDeployment;
import stacks.plan.Transition.FirstDeploy;
import stacks.plan.Transition.Moving;
import stacks.plan.Transition.Refused;
import stacks.plan.Transition.Steady;
import stacks.plan.Transition.Steps;

/**
 * Determines the effect of a change on an app's traffic. Only one transition at a time is allowed:
 * while traffic moves, no image changes and nothing shrinks, so that a rollback is as fast as the
 * move.
 */
public final class TransitionPlan {
  /** How one mechanism divides the app's traffic now and after the update. */
  record Division(Shares now, Shares then) {
    private boolean isNew() {
      return now.isNone();
    }

    private Set<SideName> grown() {
      return isNew() || then.isNone() ? Set.of() : then.grownFrom(now);
    }
  }

  /** The mechanism that divides the traffic. */
  public enum Means {
    /** Selectors and routes: pods alone get no traffic. */
    ROUTING,
    /** The numbers of pods themselves. */
    RATIO
  }

  private final Means means;
  private final List<SideChange> sides;
  private final List<Division> divisions;
  private final boolean isReturn;

  /**
   * @param isReturn whether a release rolls back, which a manual {@code kubectl scale} must not
   *     block
   */
  TransitionPlan(Means means, List<SideChange> sides, List<Division> divisions, boolean isReturn) {
    this.means = means;
    this.sides = List.copyOf(sides);
    this.divisions = List.copyOf(divisions);
    this.isReturn = isReturn;
  }

  Transition transition() {
    if (!divisions.isEmpty() && divisions.stream().allMatch(Division::isNew)) {
      return new FirstDeploy();
    }
    var grown = new TreeSet<SideName>();
    divisions.forEach(division -> grown.addAll(division.grown()));
    if (grown.isEmpty()) {
      return new Steady();
    }
    var receiving = grown.first();
    return sides.stream()
        .map(side -> refusal(side, receiving, grown.contains(side.name())))
        .flatMap(Optional::stream)
        .findFirst()
        .orElse(new Moving(grown));
  }

  private Optional<Transition> refusal(SideChange side, SideName receiving, boolean grows) {
    return reason(side, grows)
        .map(
            reason ->
                new Refused(receiving, reason, grows ? Steps.PODS_FIRST : Steps.TRAFFIC_FIRST));
  }

  private Optional<String> reason(SideChange side, boolean grows) {
    if (means == Means.RATIO && grows && side.isUnready()) {
      return Optional.empty();
    }
    if (side.isReimaged()) {
      var now = side.live().map(LiveDeployment::image).orElse("");
      return Optional.of(side.name() + " changes from " + now + " to " + side.image());
    }
    if (means == Means.RATIO) {
      return Optional.empty();
    }
    if (grows && side.isWoken()) {
      return Optional.of(side.name() + " has no pods yet");
    }
    return side.shrinks() && !isReturn
        ? Optional.of(
            side.name()
                + " shrinks from "
                + side.liveReplicas()
                + " to "
                + side.replicas().orElseThrow()
                + " replicas")
        : Optional.empty();
  }
}
