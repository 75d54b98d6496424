package cli;

import java.util.function.Consumer;
import picocli.CommandLine.Model.OptionSpec;
import rollouts.Status;
import rollouts.journal.ReleaseEvent;
import rollouts.plan.Plan;
import rollouts.plan.PlanDetails;
import rollouts.plan.Timeouts;

/** Shows a release to the user who started it. */
interface ReleaseReport extends Consumer<ReleaseEvent> {
  /**
   * @param json the option that prints events as data
   */
  static ReleaseReport of(OptionSpec json, Terminal terminal) {
    return Commands.isSet(json)
        ? new JsonReleaseReport(terminal)
        : new TextReleaseReport(terminal, ReleaseStatusLine.live(terminal));
  }

  /** Shows the steps, with the time that each takes at most. */
  void plan(Plan plan, Timeouts timeouts);

  /** Shows the steps, with the changes to files that each makes. */
  void plan(PlanDetails details);

  /** Shows what runs and takes the traffic, before the user is asked. */
  void status(Status status);

  /** Shows why a command did nothing, or did not finish. */
  void failure(String message);
}
