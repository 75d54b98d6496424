package stacks;

import environments.Inputs;
import environments.Inputs.Layer;
import environments.Inputs.Leaf;
import environments.Position;
import environments.Problem;
import environments.RefusedException;
import java.util.List;
import java.util.Optional;
import stacks.Transition.Refused;
import stacks.Transition.Steps;

/** Says where the release state asks for more than one transition of an app at once, and which two to make of it. */
final class TransitionRefusals {
  private final Inputs inputs;

  TransitionRefusals(Inputs inputs) {
    this.inputs = inputs;
  }

  /**
   * @throws RefusedException with one problem for each app that must not change like this
   */
  void enforce(List<AppPlan> plans) {
    var problems = plans.stream().map(this::problem).flatMap(Optional::stream).toList();
    if (!problems.isEmpty()) {
      throw new RefusedException(problems);
    }
  }

  private Optional<Problem> problem(AppPlan plan) {
    return plan.transition() instanceof Refused refused
        ? Optional.of(problem(plan.layout(), refused))
        : Optional.empty();
  }

  private Problem problem(Layout layout, Refused refused) {
    var leaf = leaf(layout);
    return new Problem(
        leaf.map(Leaf::position).orElse(new Position("Pulumi.yaml", 1, 1)),
        leaf.map(Leaf::keyPath).orElse("config.sluice:rollouts." + layout.name()),
        "Moves traffic to "
            + refused.receiving()
            + " while "
            + refused.reason()
            + ". Make two changes of it, with a `pulumi up` after each: "
            + steps(refused)
            + ".");
  }

  private static String steps(Refused refused) {
    return refused.steps() == Steps.PODS_FIRST
        ? "first the pods, with the traffic where it is; when they are ready, the traffic"
        : "first the traffic, with the pods as they are; when it has moved, the pods";
  }

  /** The key that moves traffic, or else the first of the app. */
  private Optional<Leaf> leaf(Layout layout) {
    var own =
        inputs.leaves().stream()
            .filter(leaf -> leaf.layer() == Layer.RELEASE && leaf.path().contains(layout.name()))
            .toList();
    return own.stream()
        .filter(leaf -> leaf.path().contains("active") || leaf.path().contains("weight"))
        .findFirst()
        .or(() -> own.stream().findFirst());
  }
}
