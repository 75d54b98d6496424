package rollouts.plan;

import environments.apps.App;
import environments.apps.ReleaseState;
import environments.text.Suggestion;
import environments.values.SideName;
import environments.values.Version;
import environments.workload.Autoscaling;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import rollouts.plan.Step.Hold;
import stacks.guard.Direction;

/** Plans the steps of a verb from the current release state of an app. */
public final class Planner {
  private final String environment;
  private final App app;
  private final ReleaseState now;
  private final KnownGoodStates knownGood;
  private final List<Integer> weights;

  /**
   * @param app the app with its current release state
   * @param knownGood the release states that are known to work
   * @param weights the weights of the steps of {@code run}; empty if traffic cannot be split or
   *     nothing is analyzed
   */
  public Planner(String environment, App app, KnownGoodStates knownGood, List<Integer> weights) {
    this.environment = environment;
    this.app = app;
    this.now = ReleaseState.of(app);
    this.knownGood = knownGood.like(now);
    this.weights = List.copyOf(weights);
  }

  /**
   * @throws PlanException if the app or its release state does not allow the verb
   */
  public Plan plan(Verb verb) {
    if (verb instanceof Verb.Deploy deploy) {
      return deploy(deploy);
    }
    if (verb instanceof Verb.Switch wanted) {
      return switchTo(wanted);
    }
    if (verb instanceof Verb.Run run) {
      return run(run);
    }
    if (verb instanceof Verb.Promote promote) {
      return promote(promote);
    }
    if (verb instanceof Verb.Rollback rollback) {
      return rollback(rollback);
    }
    if (verb instanceof Verb.Retire retire) {
      return retire(retire);
    }
    throw new IllegalStateException("No plan for " + verb);
  }

  /** Deploys to the idle color or track; an autoscaled app has only one side. */
  private Plan deploy(Verb.Deploy verb) {
    requireWhole(verb);
    return plan(verb, deployed(verb.version()));
  }

  private Plan switchTo(Verb.Switch verb) {
    return plan(verb, divided(requireSide(verb.side()), verb.percent()));
  }

  /** Moves all traffic to the new version; the canary's version becomes the stable one. */
  private Plan promote(Verb.Promote verb) {
    if (now.isCandidateTemporary()) {
      return planned(verb, withScaleDownDelay(steps(now, promoted(now), Hold.NONE)));
    }
    var preview = candidate();
    requireVersion(preview);
    return plan(verb, divided(preview, 100));
  }

  /** Moves the traffic back; redeploys the previous version first if it no longer runs. */
  private Plan rollback(Verb.Rollback verb) {
    return plan(verb, rolledBack());
  }

  /** Scales the idle color or track to zero. */
  private Plan retire(Verb.Retire verb) {
    requireSides();
    requireWhole(verb);
    return plan(verb, List.of(now.withVersion(candidate(), Optional.empty())));
  }

  /**
   * Plans a whole release: the deployment, the weights, all traffic, and the promotion of a canary.
   */
  private Plan run(Verb.Run verb) {
    requireWhole(verb);
    requireAnalysis();
    var steps = new ArrayList<>(steps(now, deployed(verb.version()), checked()));
    if (steps.isEmpty() && checked() == Hold.CHECKS) {
      steps.add(Step.checking(candidate(), now));
    }
    var last = last(steps);
    if (now.sides().size() == 1) {
      return planned(verb, steps);
    }
    var side = candidate();
    for (int weight : weights) {
      steps.addAll(
          steps(last(steps), List.of(last.divided(side, weight)), analyzed(Hold.INTERVAL)));
    }
    steps.addAll(steps(last(steps), List.of(last(steps).divided(side, 100)), analyzed(Hold.BAKE)));
    if (now.isCandidateTemporary()) {
      steps.addAll(withScaleDownDelay(steps(last(steps), promoted(last(steps)), Hold.NONE)));
    }
    return withReset(verb, steps);
  }

  /**
   * Returns the steps back to a release state.
   *
   * @param was the state before the newest, for which it is unknown whether it was applied
   * @param isAutoscaled whether autoscalers keep pods of its sides while traffic moves
   */
  public static List<Step> back(
      ReleaseState was, ReleaseState newest, ReleaseState before, boolean isAutoscaled) {
    var steps = steps(newest, ReleasePath.betweenEither(was, newest, before), Hold.NONE);
    return isAutoscaled ? withReset(steps, before) : steps;
  }

  /**
   * Adds a step that resets the autoscalers, unless the last step changes pods and so resets them
   * as well.
   */
  private static List<Step> withReset(List<Step> steps, ReleaseState end) {
    boolean resets = !steps.isEmpty() && !steps.get(steps.size() - 1).isTraffic();
    return resets
        ? steps
        : Stream.concat(steps.stream(), Stream.of(Step.resettingAutoscalers(end))).toList();
  }

  /** Returns the plan, which resets autoscalers at its end if they kept pods during it. */
  private Plan withReset(Verb verb, List<Step> steps) {
    boolean isAutoscaled =
        now.sides().size() > 1
            && app.sides().stream().anyMatch(side -> side.spec().scaling() instanceof Autoscaling);
    return new Plan(
        environment,
        name(),
        Plan.Operation.START,
        verb,
        now,
        isAutoscaled ? withReset(steps, last(steps)) : steps,
        isAutoscaled,
        Direction.FORWARD);
  }

  private Plan plan(Verb verb, List<ReleaseState> path) {
    return planned(verb, steps(now, path, Hold.NONE));
  }

  private Plan planned(Verb verb, List<Step> steps) {
    if (steps.isEmpty()) {
      throw new PlanException(
          "Nothing to do: " + name() + " is already as `" + verb.text() + "` would leave it.");
    }
    return withReset(verb, steps);
  }

  private static List<Step> steps(ReleaseState from, List<ReleaseState> path, Hold hold) {
    var steps = new ArrayList<Step>();
    var last = from;
    for (var next : path) {
      if (!next.equals(last)) {
        steps.add(Step.between(last, next, hold));
        last = next;
      }
    }
    return steps;
  }

  /**
   * Adds the scale-down delay before pods that have just lost their traffic are changed or removed.
   * If the numbers of pods divide the traffic, there are no such pods.
   */
  private List<Step> withScaleDownDelay(List<Step> steps) {
    if (app.spec().router().isEmpty()) {
      return steps;
    }
    var kept = new ArrayList<Step>();
    for (int i = 0; i < steps.size(); i++) {
      boolean isLast = i == steps.size() - 1;
      boolean keeps = steps.get(i).isTraffic() && !isLast && !steps.get(i + 1).isTraffic();
      kept.add(keeps ? steps.get(i).withHold(Hold.SCALE_DOWN_DELAY) : steps.get(i));
    }
    return kept;
  }

  /** Returns the hold, or none if the app has no analysis. */
  private Hold analyzed(Hold hold) {
    return app.spec().analysis().isPresent() ? hold : Hold.NONE;
  }

  /**
   * Returns the hold that checks a version before it gets traffic; none if the numbers of pods
   * divide the traffic, because the version has no pods until then.
   */
  private Hold checked() {
    boolean hasPods = !now.isCandidateTemporary() || app.spec().router().isPresent();
    return hasPods ? analyzed(Hold.CHECKS) : Hold.NONE;
  }

  private ReleaseState last(List<Step> steps) {
    return steps.isEmpty() ? now : steps.get(steps.size() - 1).release();
  }

  private List<ReleaseState> deployed(Version version) {
    return List.of(now.withVersion(candidate(), Optional.of(version)));
  }

  private List<ReleaseState> divided(SideName side, int percent) {
    requireVersion(side);
    if (percent < 100) {
      now.sides().forEach(this::requireVersion);
    }
    return List.of(now.divided(side, percent));
  }

  /**
   * Sends all traffic to the canary, deploys its version to the stable track, sends all traffic
   * back there, and removes the canary.
   */
  private List<ReleaseState> promoted(ReleaseState from) {
    var canary = from.candidate();
    var version = requireVersion(canary, from);
    var full = from.divided(canary, 100);
    var stable = full.withVersion(from.baseline(), Optional.of(version));
    var back = stable.divided(canary, 0);
    return List.of(full, stable, back, back.withVersion(canary, Optional.empty()));
  }

  private List<ReleaseState> rolledBack() {
    if (now.sides().size() == 1) {
      return ReleasePath.between(now, knownGood.before(now).orElseThrow(this::nothingKnownGood));
    }
    var side = candidate();
    if (now.isShared()) {
      return List.of(now.divided(now.other(side).orElseThrow(), 100));
    }
    if (!now.isCandidateTemporary() && isWarm(side)) {
      return divided(side, 100);
    }
    var before = knownGood.before(now).orElseThrow(this::nothingKnownGood);
    return now.isCandidateTemporary() ? replaced(before) : redeployed(before);
  }

  /** Deploys the previous version to the idle color, then sends the traffic to it. */
  private List<ReleaseState> redeployed(ReleaseState before) {
    var deployed = now.withVersion(candidate(), before.serving());
    return List.of(deployed, deployed.divided(candidate(), 100));
  }

  /**
   * Deploys the previous stable version as a canary first: the stable track is never changed under
   * traffic.
   */
  private List<ReleaseState> replaced(ReleaseState before) {
    var canary = now.withVersion(candidate(), before.serving());
    var path = new ArrayList<>(List.of(canary));
    path.addAll(promoted(canary));
    return path;
  }

  /** Returns whether a side still runs what it ran before, rather than a version deployed since. */
  private boolean isWarm(SideName side) {
    var version = now.version(side);
    return version.isPresent()
        && knownGood
            .before(now)
            .or(knownGood::newest)
            .filter(before -> before.version(side).equals(version))
            .isPresent();
  }

  private PlanException nothingKnownGood() {
    return new PlanException(
        "No release of "
            + name()
            + " before this one is known to work, so there is nothing to roll back to. Deploy a"
            + " version with `./sluice deploy`, or move traffic with `./sluice switch`.");
  }

  private SideName candidate() {
    return now.candidate();
  }

  /** Requires an analysis for a canary, because one that is not analyzed proves nothing. */
  private void requireAnalysis() {
    if (now.isCandidateTemporary() && app.spec().analysis().isEmpty()) {
      throw new PlanException(
          name()
              + " has no `analysis` in its environment file, so nothing would judge its canary. Add"
              + " one, or release step by step with `deploy`, `switch` and `promote`.");
    }
  }

  private SideName requireSide(SideName side) {
    if (now.sides().size() == 1) {
      throw new PlanException(
          name() + " is autoscaled: it has no colors or tracks to switch between.");
    }
    if (!now.sides().contains(side)) {
      var sides = now.sides().stream().map(SideName::value).toList();
      throw new PlanException(
          "Unknown color or track `"
              + side
              + "`; "
              + name()
              + " has "
              + String.join(" and ", sides)
              + "."
              + Suggestion.question(side.value(), sides));
    }
    return side;
  }

  private void requireVersion(SideName side) {
    requireVersion(side, now);
  }

  private Version requireVersion(SideName side, ReleaseState release) {
    requireSides();
    return release
        .version(side)
        .orElseThrow(
            () ->
                new PlanException(
                    name()
                        + " has no version on "
                        + side
                        + "; deploy one first with `./sluice deploy "
                        + environment
                        + " "
                        + name()
                        + " VERSION`."));
  }

  private void requireSides() {
    if (now.sides().size() == 1) {
      throw new PlanException(
          name() + " is autoscaled: only `deploy`, `run` and `rollback` apply to it.");
    }
  }

  /** Requires that one side takes all traffic: pods with a share of it must not change. */
  private void requireWhole(Verb verb) {
    if (now.isShared()) {
      throw new PlanException(
          name()
              + " sends "
              + now.share(candidate())
              + " % of its traffic to "
              + candidate()
              + ", so `"
              + verb.word()
              + "` must wait; promote it or roll it back first.");
    }
  }

  private String name() {
    return app.name().value();
  }
}
