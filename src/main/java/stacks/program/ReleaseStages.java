package stacks.program;

import charts.Manifest;
import environments.values.SideName;
import environments.values.Weight;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import stacks.cluster.LiveDeployment;
import stacks.guard.Direction;
import stacks.guard.Move;
import stacks.guard.Move.Serving;
import stacks.plan.AppPlan;
import stacks.plan.Layout;
import stacks.plan.LiveApp;
import stacks.plan.Transition.FirstDeploy;
import stacks.plan.Transition.Moving;
import stacks.plan.TransitionPlan.Means;

/**
 * Decides the order of a release so that no request is lost: first what pods need; then the
 * Deployments that will have traffic, until they are ready; then what moves the traffic, if the
 * guard agrees; and once it has moved, the other Deployments.
 */
final class ReleaseStages {
  private final AppPlan plan;
  private final Layout layout;
  private final LiveApp live;
  private final Optional<Direction> releaseDirection;

  /**
   * @param releaseDirection the direction of a release; empty for an update by a person, which is a
   *     rollback if traffic returns to the stable track or the active color
   */
  ReleaseStages(AppPlan plan, Optional<Direction> releaseDirection) {
    this.plan = plan;
    layout = plan.layout();
    live = plan.live();
    this.releaseDirection = releaseDirection;
  }

  List<Stage> list() {
    var needs = all(layout.needs(), live.retainedConfigMaps());
    var first = first();
    var rest = layout.sides().stream().filter(side -> !first.contains(side));
    var deployments = first.stream().map(layout::deployment).toList();
    var moves = receiving().stream().map(this::move).toList();
    return Stream.of(
            apply(needs, List.of()),
            apply(layout.sideServices(), List.of()),
            first.stream().flatMap(side -> deploy(side, needs)),
            apply(layout.followers(), deployments),
            moves.stream().<Stage>map(Stage.BeforeMove::new),
            Stream.<Stage>of(new Stage.MoveTraffic(layout.traffic(), deployments)),
            moves.stream().<Stage>map(Stage.AfterMove::new),
            rest.flatMap(side -> deploy(side, all(needs, layout.traffic()))),
            layout.sides().stream().flatMap(this::lookReady),
            layout.sides().stream().flatMap(this::awaitTest))
        .flatMap(Function.identity())
        .toList();
  }

  private Stream<Stage> deploy(SideName side, List<Manifest> after) {
    var deployment = layout.deployment(side);
    var kept = live.keepsReplicas(side) ? List.of("spec.replicas") : List.<String>of();
    var tested = all(layout.sideServices(), List.of(deployment));
    return Stream.of(
            when(live.isLeftByAutoscaler(side), new Stage.TakeReplicas(deployment)),
            Stream.<Stage>of(new Stage.ApplyDeployment(deployment, after, kept)),
            apply(layout.followers(side), List.of(deployment)),
            when(isAwaited(side), new Stage.AwaitReady(deployment, mayStay(side))),
            layout.job(side).stream()
                .<Stage>map(job -> new Stage.StartTest(job, deployment, tested)))
        .flatMap(Function.identity());
  }

  private Stream<Stage> lookReady(SideName side) {
    return when(runs(side) && !isAwaited(side), new Stage.LookReady(layout.deployment(side)));
  }

  /**
   * The guard waits for the tests of sides that receive traffic. A side that serves, or has served
   * before, may fail a newer test; that must block neither its replacement nor a rollback to it.
   */
  private Stream<Stage> awaitTest(SideName side) {
    boolean isTested =
        isAwaited(side)
            && !receiving().contains(side)
            && !isRollback()
            && !servesDuringRelease(side);
    return layout.job(side).stream().flatMap(job -> when(isTested, new Stage.AwaitTest(job)));
  }

  private static Stream<Stage> apply(List<Manifest> objects, List<Manifest> after) {
    return when(!objects.isEmpty(), new Stage.Apply(objects, after));
  }

  private static Stream<Stage> when(boolean holds, Stage stage) {
    return holds ? Stream.of(stage) : Stream.of();
  }

  private static List<Manifest> all(List<Manifest> some, List<Manifest> others) {
    return Stream.concat(some.stream(), others.stream()).toList();
  }

  /** A route with a pinned header sends requests to each side as soon as the side has a version. */
  private Set<SideName> first() {
    var first = new LinkedHashSet<>(carrying());
    if (!plan.isMoving() && layout.router().stream().anyMatch(each -> !each.pin().isEmpty())) {
      layout.sides().stream().filter(this::runs).forEach(first::add);
    }
    return first;
  }

  /**
   * Returns the sides that will have traffic; where numbers of pods divide it, the side that grows.
   */
  private List<SideName> carrying() {
    if (layout.means() == Means.RATIO) {
      return plan.transition() instanceof Moving moving
          ? List.copyOf(moving.receiving())
          : layout.sides().subList(0, 1);
    }
    var shares = layout.shares();
    return layout.sides().stream()
        .filter(side -> shares.isEmpty() || shares.stream().anyMatch(share -> share.has(side)))
        .toList();
  }

  /** Empty where numbers of pods divide the traffic: pods take it as soon as they are ready. */
  private List<SideName> receiving() {
    if (layout.means() == Means.RATIO) {
      return List.of();
    }
    if (plan.transition() instanceof Moving moving) {
      return moving.receiving().stream().sorted().toList();
    }
    return plan.transition() instanceof FirstDeploy ? carrying() : List.of();
  }

  /**
   * While traffic moves, a side that loses traffic may be failing, and only the guard decides on
   * one that gets it back; neither changes its version. A rollback waits for no side that has
   * traffic, since it may be the failing one. Where numbers of pods divide the traffic there is no
   * guard, so the side that grows must be ready. An adoption changes nothing.
   */
  private boolean isAwaited(SideName side) {
    if (!runs(side) || releaseDirection.equals(Optional.of(Direction.NONE))) {
      return false;
    }
    if (layout.means() == Means.RATIO) {
      return carrying().contains(side) || !(isRollback() || plan.isMoving());
    }
    return plan.isMoving()
        ? receiving().contains(side) && direction(side) == Direction.FORWARD
        : !(isRollback() && live.shares().has(side));
  }

  /**
   * A version for a side without traffic may be the fix for the other side, so an unchanged side
   * need not be ready.
   */
  private Optional<LiveDeployment> mayStay(SideName side) {
    boolean mayFail = servesDuringRelease(side) || isDeployedBeside(side);
    return live.live(side).filter(now -> plan.isSteady() && mayFail);
  }

  /**
   * No step of a release changes such a side, and a step that is retried has deployed the other
   * side already.
   */
  private boolean servesDuringRelease(SideName side) {
    return releaseDirection.isPresent() && live.shares().has(side);
  }

  private boolean isDeployedBeside(SideName side) {
    return layout.sides().stream()
        .anyMatch(other -> !other.equals(side) && live.isDeployedTo(other));
  }

  private boolean runs(SideName side) {
    return Layout.replicas(layout.deployment(side)).orElse(1) > 0;
  }

  private boolean isRollback() {
    return releaseDirection.equals(Optional.of(Direction.ROLLBACK));
  }

  private Move move(SideName side) {
    return new Move(
        layout.name(),
        layout.deployment(side),
        serving(),
        layout.service(side),
        Weight.of(share(side)),
        direction(side),
        layout.traffic(),
        tested(layout.smokeTest()),
        tested(layout.job(side)));
  }

  private Direction direction(SideName side) {
    return releaseDirection.orElse(live.isBaseline(side) ? Direction.ROLLBACK : Direction.FORWARD);
  }

  /**
   * A version that a rollback returns to has served before, and may fail a test now for the very
   * reason of the rollback.
   */
  private <T> Optional<T> tested(Optional<T> test) {
    return isRollback() ? Optional.empty() : test;
  }

  /**
   * Returns the largest share that grows: a selector that switches gives the side everything that
   * the route does not divide.
   */
  private int share(SideName side) {
    var then = layout.shares();
    return IntStream.range(0, then.size())
        .filter(i -> then.get(i).of(side) > live.now().get(i).of(side))
        .map(i -> then.get(i).of(side))
        .max()
        .orElse(0);
  }

  private List<Serving> serving() {
    return layout.sides().stream()
        .filter(live.shares()::has)
        .map(side -> new Serving(layout.deployment(side), live.shares().of(side)))
        .toList();
  }
}
