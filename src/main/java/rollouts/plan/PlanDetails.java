package rollouts.plan;

import environments.apps.ReleaseState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import synth.FileChange;

/** A plan with the changes to files that each of its steps makes. */
public record PlanDetails(Plan plan, Timeouts timeouts, List<StepDetails> steps) {
  public PlanDetails {
    steps = List.copyOf(steps);
  }

  /**
   * One step.
   *
   * @param config the keys below {@code sluice:rollouts.<app>} that change, with their new values;
   *     empty for removed keys
   * @param files the changes to {@code dist/} since the previous step
   * @param timeout the longest time that the step takes
   */
  public record StepDetails(
      Step step, Map<String, Optional<String>> config, List<FileChange> files, Duration timeout) {
    public StepDetails {
      files = List.copyOf(files);
    }
  }

  /**
   * @throws PlanException if one of the release states is not possible for the app
   */
  public static PlanDetails of(Plan plan, ReleaseProject project) {
    var timeouts = Timeouts.of(project.app(plan.app()));
    var details = new ArrayList<StepDetails>();
    var last = ReleaseState.of(project.app(plan.app()));
    for (var step : plan.steps()) {
      details.add(
          new StepDetails(
              step,
              last.changesTo(step.release()),
              project.changes(plan.app(), last, step.release()),
              timeouts.of(step, plan.direction(step))));
      last = step.release();
    }
    return new PlanDetails(plan, timeouts, details);
  }
}
