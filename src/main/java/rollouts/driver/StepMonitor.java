package rollouts.driver;

import java.util.function.Consumer;
import rollouts.journal.ReleaseEvent;
import rollouts.plan.Step;

/** Observes a release while a step holds. */
public interface StepMonitor {
  /** Observes nothing and does not wait. */
  StepMonitor NOTHING = (step, events) -> new Observation.Good();

  /** The result of an observation. */
  sealed interface Observation {
    /** The version was good for long enough. */
    record Good() implements Observation {}

    /** The release must be rolled back. */
    record Bad(String reason) implements Observation {}

    /** The measurements do not decide, so a person has to. */
    record Undecided(String reason) implements Observation {}

    /** Someone interrupted the observation. */
    record Interrupted() implements Observation {}
  }

  /**
   * @throws ApplyException if the user is no longer permitted to read the cluster
   */
  Observation observe(Step step, Consumer<ReleaseEvent> events);
}
