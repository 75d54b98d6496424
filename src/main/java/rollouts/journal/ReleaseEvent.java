package rollouts.journal;

import java.time.Duration;
import java.util.List;
import rollouts.analysis.Decision;
import rollouts.analysis.Judgement;
import rollouts.plan.Step;

/** An event of a release, reported as it happens. */
public sealed interface ReleaseEvent {
  /** A step begins. */
  record Begun(int number, int of, Step step, Duration timeout) implements ReleaseEvent {}

  /** A step is done, and the cluster matches it. */
  record Done(int number, int of, Step step, Duration took) implements ReleaseEvent {}

  /**
   * A round of measurements.
   *
   * @param decision the decision that follows from it
   * @param warnings the warnings that came with the measurements
   */
  record Judged(Step step, List<Judgement> judgements, Decision decision, List<String> warnings)
      implements ReleaseEvent {
    public Judged {
      judgements = List.copyOf(judgements);
      warnings = List.copyOf(warnings);
    }
  }

  /** The number of ready pods of a side has changed. */
  record PodCount(String side, int ready, int replicas) implements ReleaseEvent {}

  /** Information on the progress. */
  record Progress(String text) implements ReleaseEvent {}

  /** An attempt failed, and is repeated after a pause. */
  record Retrying(String reason, Duration pause) implements ReleaseEvent {}

  /** The release begins to roll back. */
  record RollingBack(String reason) implements ReleaseEvent {}

  /** The rollback failed; with these commands a person can move the traffic back. */
  record ByHand(List<String> commands) implements ReleaseEvent {
    public ByHand {
      commands = List.copyOf(commands);
    }
  }

  /** The release ended or paused; the last event. */
  record Ended(Outcome outcome, String text) implements ReleaseEvent {}
}
