package stacks;

import charts.Manifest;
import com.pulumi.core.Output;
import com.pulumi.resources.CustomResource;
import com.pulumi.resources.Resource;
import environments.Weight;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import stacks.Move.Serving;
import stacks.Transition.FirstDeploy;
import stacks.Transition.Moving;
import stacks.Transition.Steady;
import stacks.TransitionPlan.Means;

/**
 * Registers an app in an order in which no request is lost: what its pods need; the Deployments of the sides that are to
 * have traffic, until they are ready; what moves the traffic, if they can carry it; and when it has moved, the others. So
 * the order turns round with the active color.
 */
final class AppResources {
  private final Layout layout;
  private final LiveApp live;
  private final Transition transition;
  private final Registration registration;
  private final Gates gates;
  private final Checks checks;
  private final Optional<Direction> told;
  private final Map<String, CustomResource> deployments = new LinkedHashMap<>();
  private final Map<String, CustomResource> jobs = new LinkedHashMap<>();
  private final List<CustomResource> sideServices = new ArrayList<>();

  /**
   * @param told the direction of the release; empty for an update by a person, who goes back only to where most requests are
   */
  AppResources(
      AppPlan plan,
      Registration registration,
      Gates gates,
      Checks checks,
      Optional<Direction> told) {
    layout = plan.layout();
    live = plan.live();
    transition = plan.transition();
    this.registration = registration;
    this.gates = gates;
    this.checks = checks;
    this.told = told;
  }

  /**
   * Gives what opens when the app's traffic has moved.
   *
   * @param environment what the app is in: Namespaces, quotas, priorities
   * @param first what must have happened before the app's pods may fail anything
   */
  Output<String> register(List<CustomResource> environment, List<Output<String>> first) {
    var needs = new ArrayList<>(all(layout.needs(), environment));
    needs.addAll(all(live.retainedConfigMaps(), environment));
    sideServices.addAll(all(layout.sideServices(), environment));
    var sides = new LinkedHashSet<>(before());
    sides.addAll(pinned());
    sides.forEach(side -> deploy(side, Output.of(""), needs));
    all(layout.followers(), List.copyOf(deployments.values()));
    var ready = new ArrayList<>(sides.stream().map(side -> ready(side, first)).toList());
    var traffic = traffic(guarded(ready));
    needs.addAll(traffic);
    var moved = confirmed(traffic);
    for (var side : layout.sides()) {
      if (!sides.contains(side)) {
        deploy(side, moved, needs);
        ready.add(ready(side, first));
      }
    }
    layout.sides().stream().filter(side -> !isAwaited(side)).forEach(side -> look(side, moved));
    awaitSmokeTests(Output.all(ready));
    return moved;
  }

  private List<CustomResource> all(List<Manifest> manifests, List<? extends Resource> after) {
    return manifests.stream().map(manifest -> registration.register(manifest, after)).toList();
  }

  /** The sides that must be ready before traffic moves: where there is a ratio of pods, the one that grows. */
  private Set<String> before() {
    if (layout.means() == Means.RATIO) {
      return transition instanceof Moving moving
          ? moving.receiving()
          : Set.of(layout.sides().get(0));
    }
    var shares = layout.shares();
    var sides = new LinkedHashSet<String>();
    for (var side : layout.sides()) {
      if (shares.isEmpty() || shares.stream().anyMatch(share -> share.has(side))) {
        sides.add(side);
      }
    }
    return sides;
  }

  /** A route sends requests that ask for a side by a header there as soon as the side has a version. */
  private List<String> pinned() {
    boolean isPinned = layout.router().filter(router -> !router.pin().isEmpty()).isPresent();
    return isPinned && !(transition instanceof Moving)
        ? layout.sides().stream().filter(this::runs).toList()
        : List.of();
  }

  private void deploy(String side, Output<?> gate, List<? extends Resource> after) {
    var ignored = live.keepsReplicas(side) ? List.of("spec.replicas") : List.<String>of();
    var manifest = layout.deployment(side);
    var open =
        live.isLeftByAutoscaler(side)
            ? gates.after(gate, registration.component(), () -> checks.takeReplicas(manifest))
            : gate;
    var resource = registration.register(manifest, open, after, ignored);
    deployments.put(side, resource);
    all(layout.followers(side), List.of(resource));
  }

  /** A side without pods has nothing to wait for; one that has a smoke test begins it. */
  private Output<String> ready(String side, List<Output<String>> first) {
    var manifest = layout.deployment(side);
    var resource = resource(side);
    var applied = new ArrayList<>(first);
    applied.add(resource.id());
    var ready =
        runs(side) && isAwaited(side)
            ? gates.after(Output.all(applied), resource, () -> await(side, manifest))
            : gates.after(resource.id());
    return layout.job(side).map(job -> begun(side, job, ready)).orElse(ready);
  }

  /** A version for a side without traffic may be what mends the other side, and so does not wait for it. */
  private void await(String side, Manifest manifest) {
    var now = live.live(side);
    boolean isLeft = isServingBesideAnother(side) || isDeployedBeside(side);
    if (transition instanceof Steady && now.isPresent() && isLeft) {
      checks.awaitReadyIfChanged(manifest, now.get());
    } else {
      checks.awaitReady(manifest);
    }
  }

  /** No step of a release changes it; and one that is tried again has deployed the other side already. */
  private boolean isServingBesideAnother(String side) {
    return told.isPresent() && layout.sides().size() > 1 && live.shares().has(side);
  }

  private boolean isDeployedBeside(String side) {
    return layout.sides().stream()
        .anyMatch(other -> !other.equals(side) && live.isDeployedTo(other));
  }

  private Direction direction(String side) {
    return told.orElse(live.isHome(side) ? Direction.BACK : Direction.FORTH);
  }

  private boolean isRollback() {
    return told.equals(Optional.of(Direction.BACK));
  }

  private boolean runs(String side) {
    return Layout.replicas(layout.deployment(side)).orElse(1) > 0;
  }

  /**
   * Traffic leaves a side that fails, and goes home to one that lacks pods: of these the guard alone decides. Neither changes
   * its version while traffic moves. A release that goes back waits for no side that has traffic: it may be what it leaves.
   * Where a number of pods divides the requests, no guard decides: the side that grows must be ready. What is adopted is as it is.
   */
  private boolean isAwaited(String side) {
    if (told.equals(Optional.of(Direction.NOWHERE))) {
      return false;
    }
    if (layout.means() == Means.RATIO) {
      boolean isSteady = !(isRollback() || transition instanceof Moving);
      return isSteady || before().contains(side);
    }
    if (isRollback() && live.shares().has(side)) {
      return false;
    }
    return !(transition instanceof Moving moving)
        || (moving.receiving().contains(side) && direction(side) == Direction.FORTH);
  }

  private void look(String side, Output<String> moved) {
    if (runs(side)) {
      var manifest = layout.deployment(side);
      gates.after(moved, resource(side), () -> checks.lookReady(manifest));
    }
  }

  /** Pods that only start would fail it. */
  private Output<String> begun(String side, Manifest manifest, Output<String> ready) {
    var after = new ArrayList<>(sideServices);
    after.add(resource(side));
    var job = registration.register(manifest, ready, after, List.of());
    jobs.put(side, job);
    return gates.after(job.id());
  }

  /**
   * Of the sides to which nothing moves, and which nothing leaves. What serves already, or has served before, may fail a newer test;
   * that keeps no release from replacing it, or from going back to it.
   */
  private void awaitSmokeTests(Output<?> rest) {
    var receiving = moves().stream().map(this::side).toList();
    jobs.forEach(
        (side, job) -> {
          boolean isTested = isAwaited(side) && !isRollback() && !isServingBesideAnother(side);
          if (isTested && !receiving.contains(side)) {
            var manifest = layout.job(side).orElseThrow();
            gates.after(rest, job, () -> checks.awaitSmokeTest(manifest));
          }
        });
  }

  private CustomResource resource(String side) {
    return Optional.ofNullable(deployments.get(side)).orElseThrow();
  }

  private Output<?> guarded(List<Output<String>> ready) {
    Output<?> open = Output.all(ready);
    for (var move : moves()) {
      open = gates.after(open, resource(side(move)), () -> checks.beforeMove(move));
    }
    return open;
  }

  private List<CustomResource> traffic(Output<?> gate) {
    var before = List.copyOf(deployments.values());
    return layout.traffic().stream()
        .map(manifest -> registration.register(manifest, gate, before, List.of()))
        .toList();
  }

  private Output<String> confirmed(List<CustomResource> traffic) {
    var open = gates.after(Output.all(traffic.stream().map(CustomResource::id).toList()));
    for (var move : moves()) {
      open = gates.after(open, traffic.get(0), () -> checks.afterMove(move));
    }
    return open;
  }

  /** Where pods alone take requests by their number, they take them once they are ready, and nothing moves. */
  private List<Move> moves() {
    if (layout.means() == Means.RATIO) {
      return List.of();
    }
    if (transition instanceof Moving moving) {
      return moving.receiving().stream().sorted().map(this::move).toList();
    }
    return transition instanceof FirstDeploy
        ? before().stream().map(this::move).toList()
        : List.of();
  }

  private Move move(String side) {
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

  /** What a release goes back to has served before, and may fail a test now for the reason that it goes back for. */
  private <T> Optional<T> tested(Optional<T> test) {
    return isRollback() ? Optional.empty() : test;
  }

  /** The largest that it gets more of: a selector that switches gives it all that the route does not divide. */
  private int share(String side) {
    var then = layout.shares();
    var now = live.now();
    int share = 0;
    for (int i = 0; i < then.size(); i++) {
      if (then.get(i).of(side) > now.get(i).of(side)) {
        share = Math.max(share, then.get(i).of(side));
      }
    }
    return share;
  }

  private String side(Move move) {
    return layout.sides().stream()
        .filter(side -> layout.deployment(side).equals(move.receiving()))
        .findFirst()
        .orElseThrow();
  }

  private List<Serving> serving() {
    return layout.sides().stream()
        .filter(live.shares()::has)
        .map(side -> new Serving(layout.deployment(side), live.shares().of(side)))
        .toList();
  }
}
