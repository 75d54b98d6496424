package rollouts.journal;

import java.time.Duration;
import java.util.List;
import rollouts.analysis.Decision;
import rollouts.analysis.Judgement;
import rollouts.plan.Step;

/** What happens in a release, as it happens. */
public sealed interface ReleaseEvent {
  /** A step begins. */
  record Begun(int number, int of, Step step, Duration timeout) implements ReleaseEvent {}

  /** A step is done, and the cluster is as it says. */
  record Done(int number, int of, Step step, Duration took) implements ReleaseEvent {}

  /**
   * A round of measurements.
   *
   * @param decision what follows from it
   * @param warnings that came with them
   */
  record Judged(Step step, List<Judgement> judgements, Decision decision, List<String> warnings)
      implements ReleaseEvent {
    public Judged {
      judgements = List.copyOf(judgements);
      warnings = List.copyOf(warnings);
    }
  }

  /** How many pods of a side are ready has changed. */
  record PodCount(String side, int ready, int replicas) implements ReleaseEvent {}

  /** Something to know on the way. */
  record Progress(String text) implements ReleaseEvent {}

  /** Something did not answer; it is tried again. */
  record Retrying(String reason, Duration pause) implements ReleaseEvent {}

  /** From here on it goes back. */
  record RollingBack(String reason) implements ReleaseEvent {}

  /** The way back failed; by these commands a person moves the requests back. */
  record ByHand(List<String> commands) implements ReleaseEvent {
    public ByHand {
      commands = List.copyOf(commands);
    }
  }

  /** The last event. */
  record Ended(Outcome outcome, String text) implements ReleaseEvent {}
}
