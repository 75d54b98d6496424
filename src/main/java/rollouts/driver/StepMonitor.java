package rollouts.driver;

import java.util.function.Consumer;
import rollouts.journal.ReleaseEvent;
import rollouts.plan.Step;

/** Looks at a release while a step holds. */
public interface StepMonitor {
  /** Nothing is analyzed, so nothing is waited for. */
  StepMonitor NOTHING = (step, events) -> new Observation.Good();

  /** What the look was ended by. */
  sealed interface Observation {
    /** All was good for long enough. */
    record Good() implements Observation {}

    /** The release must go back. */
    record Bad(String reason) implements Observation {}

    /** Nobody can say, so a person has to. */
    record Undecided(String reason) implements Observation {}

    /** Somebody interrupted it. */
    record Interrupted() implements Observation {}
  }

  /**
   * @throws ApplyException if the user may not look any more
   */
  Observation observe(Step step, Consumer<ReleaseEvent> events);
}
