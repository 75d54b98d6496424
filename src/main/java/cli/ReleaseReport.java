package cli;

import java.util.function.Consumer;
import picocli.CommandLine.Model.OptionSpec;
import rollouts.Status;
import rollouts.journal.ReleaseEvent;
import rollouts.plan.Plan;
import rollouts.plan.PlanDetails;
import rollouts.plan.Timeouts;

/** Shows a release to whoever started it. */
interface ReleaseReport extends Consumer<ReleaseEvent> {
  /**
   * @param json the option that asks for events as data
   */
  static ReleaseReport of(OptionSpec json, Terminal terminal) {
    return Commands.isSet(json)
        ? new JsonReleaseReport(terminal)
        : new TextReleaseReport(terminal, ReleaseStatusLine.live(terminal));
  }

  /** The steps, with the time that each takes at most. */
  void plan(Plan plan, Timeouts timeouts);

  /** The same, with all that each step changes in files. */
  void plan(PlanDetails details);

  /** What runs and takes the requests, before somebody is asked. */
  void status(Status status);

  /** Why a command was not done, or not to its end. */
  void failure(String message);
}
