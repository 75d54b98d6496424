package stacks.plan;

import environments.reader.Inputs;
import environments.reader.explain.Layer;
import environments.reader.explain.Leaf;
import environments.yaml.Problem;
import environments.yaml.RefusedException;
import environments.yaml.SourcePosition;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import stacks.plan.Transition.Refused;
import stacks.plan.Transition.Steps;

/**
 * Refuses changes that ask for more than one transition of an app at once, and says how to split
 * them.
 */
public final class TransitionRefusals {
  private final Inputs inputs;

  public TransitionRefusals(Inputs inputs) {
    this.inputs = inputs;
  }

  /** Returns the problems of all apps that must not be updated like this; empty without any. */
  public Optional<RefusedException> refusal(List<AppPlan> plans) {
    var problems = plans.stream().flatMap(this::problems).toList();
    return problems.isEmpty() ? Optional.empty() : Optional.of(new RefusedException(problems));
  }

  private Stream<Problem> problems(AppPlan plan) {
    var moves =
        plan.transition() instanceof Refused refused
            ? Stream.of(problem(plan.layout(), refused))
            : Stream.<Problem>empty();
    var overruled =
        plan.layout().sides().stream()
            .flatMap(
                side ->
                    plan
                        .live()
                        .overruled(side)
                        .map(found -> problem(plan.layout(), found))
                        .stream());
    return Stream.concat(moves, overruled);
  }

  private Problem problem(Layout layout, Overruled overruled) {
    var name = layout.name();
    var leaf =
        inputs.leaves().stream()
            .filter(each -> each.layer() != Layer.RELEASE)
            .filter(each -> each.path().contains(name) && each.path().contains("replicas"))
            .findFirst();
    return new Problem(
        leaf.map(Leaf::position).orElse(new SourcePosition("environments/base.yaml", 1, 1)),
        leaf.map(Leaf::keyPath).orElse("apps." + name + ".replicas"),
        overruled.remedy());
  }

  private Problem problem(Layout layout, Refused refused) {
    var leaf = leaf(layout);
    return new Problem(
        leaf.map(Leaf::position).orElse(new SourcePosition("Pulumi.yaml", 1, 1)),
        leaf.map(Leaf::keyPath).orElse("config.sluice:rollouts." + layout.name()),
        "Moves traffic to "
            + refused.receiving()
            + " while "
            + refused.reason()
            + ". Split this into two updates, each with its own `pulumi up`: "
            + steps(refused)
            + ".");
  }

  private static String steps(Refused refused) {
    return refused.steps() == Steps.PODS_FIRST
        ? "deploy the pods first; once they are ready, move the traffic"
        : "move the traffic first; once it has moved, change the pods";
  }

  /** Returns the key that moves traffic or, without one, the first of the app. */
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
