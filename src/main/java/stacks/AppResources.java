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
import stacks.Transition.FirstDeploy;
import stacks.Transition.Moving;
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
  private final Map<String, CustomResource> deployments = new LinkedHashMap<>();

  AppResources(AppPlan plan, Registration registration, Gates gates, Checks checks) {
    layout = plan.layout();
    live = plan.live();
    transition = plan.transition();
    this.registration = registration;
    this.gates = gates;
    this.checks = checks;
  }

  /**
   * @param environment what the app is in: Namespaces, quotas, priorities
   */
  void register(List<CustomResource> environment) {
    var needs = new ArrayList<>(all(layout.needs(), environment));
    needs.addAll(all(live.retainedConfigMaps(), environment));
    all(layout.sideServices(), environment);
    var first = before();
    first.forEach(side -> deploy(side, Output.of(""), needs));
    all(layout.followers(), List.copyOf(deployments.values()));
    var traffic = traffic(guarded(first.stream().map(this::ready).toList()));
    needs.addAll(traffic);
    var moved = confirmed(traffic);
    for (var side : layout.sides()) {
      if (!first.contains(side)) {
        deploy(side, moved, needs);
        ready(side);
      }
    }
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

  private void deploy(String side, Output<?> gate, List<? extends Resource> after) {
    var ignored = live.keepsReplicas(side) ? List.of("spec.replicas") : List.<String>of();
    var resource = registration.register(layout.deployment(side), gate, after, ignored);
    deployments.put(side, resource);
    all(layout.followers(side), List.of(resource));
  }

  /** A side without pods has nothing to wait for. */
  private Output<String> ready(String side) {
    var manifest = layout.deployment(side);
    var resource = resource(side);
    boolean runs = Layout.replicas(manifest).orElse(1) > 0;
    return runs
        ? gates.after(resource.id(), resource, () -> checks.awaitReady(manifest))
        : gates.after(resource.id());
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

  private Output<?> confirmed(List<CustomResource> traffic) {
    Output<?> open = gates.after(Output.all(traffic.stream().map(CustomResource::id).toList()));
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
      return moving.receiving().stream().sorted().map(side -> move(side, serving(side))).toList();
    }
    return transition instanceof FirstDeploy
        ? before().stream().map(side -> move(side, Optional.empty())).toList()
        : List.of();
  }

  private Move move(String side, Optional<Manifest> serving) {
    return new Move(
        layout.name(),
        layout.deployment(side),
        serving,
        layout.service(side),
        Weight.of(layout.share(side)),
        layout.traffic(),
        layout.smokeTest());
  }

  private String side(Move move) {
    return layout.sides().stream()
        .filter(side -> layout.deployment(side).equals(move.receiving()))
        .findFirst()
        .orElseThrow();
  }

  private Optional<Manifest> serving(String receiving) {
    return layout.sides().stream()
        .filter(side -> !side.equals(receiving))
        .map(layout::deployment)
        .findFirst();
  }
}
