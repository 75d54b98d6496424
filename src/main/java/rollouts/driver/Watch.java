package rollouts.driver;

import java.util.function.Consumer;
import rollouts.journal.ReleaseEvent;
import rollouts.plan.Step;

/** Looks at a release while a step holds. */
public interface Watch {
  /** Nothing is analyzed, so nothing is waited for. */
  Watch NOTHING = (step, events) -> new Finding.Good();

  /** What the look was ended by. */
  sealed interface Finding {
    /** All was good for long enough. */
    record Good() implements Finding {}

    /** The release must go back. */
    record Bad(String reason) implements Finding {}

    /** Nobody can say, so a person has to. */
    record Undecided(String reason) implements Finding {}

    /** Somebody interrupted it. */
    record Interrupted() implements Finding {}
  }

  /**
   * @throws ApplyException if the user may not look any more
   */
  Finding look(Step step, Consumer<ReleaseEvent> events);
}
