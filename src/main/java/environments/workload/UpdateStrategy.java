package environments.workload;

import environments.text.Durations;
import environments.text.Fault;
import environments.text.Rules;
import environments.values.Percentage;
import java.time.Duration;

/**
 * How a Deployment replaces its pods. {@code maxUnavailable} is always 0: capacity never falls
 * below what was asked for.
 *
 * @param maxSurge how many pods more than asked for, in percent of them, rounded up
 * @param minReady how long a pod must be ready before it counts; 1 s to 10 min
 * @param progressDeadline how long without progress until the Deployment has failed; above
 *     {@code minReady}, below 5 min: a release that takes longer to fail holds up everybody
 * @param revisionHistoryLimit old ReplicaSets that are kept, 2 to 5
 */
public record UpdateStrategy(
    Percentage maxSurge, Duration minReady, Duration progressDeadline, int revisionHistoryLimit) {
  /**
   * Kubernetes' own deadline is ten minutes, too long for a release that should take less than
   * five.
   */
  public static final UpdateStrategy DEFAULT =
      new UpdateStrategy(new Percentage(25), Duration.ofSeconds(5), Duration.ofSeconds(120), 3);

  public UpdateStrategy {
    Rules.check()
        .value(
            Durations.between(minReady, 1, 600),
            "minReady",
            () -> Fault.of("Must be between 1s and 10m", Durations.text(minReady)))
        .value(
            Durations.between(progressDeadline, minReady.toSeconds() + 1, 299),
            "progressDeadline",
            () ->
                Fault.of(
                        "Must be above `minReady` (" + Durations.text(minReady) + ") and below 5m",
                        Durations.text(progressDeadline))
                    .withFix(
                        (progressDeadline.equals(DEFAULT.progressDeadline()) ? ", the default" : "")
                            + "; raise it, or lower `minReady`."))
        .value(
            revisionHistoryLimit >= 2 && revisionHistoryLimit <= 5,
            "revisionHistoryLimit",
            () -> Fault.of("Must be between 2 and 5", revisionHistoryLimit))
        .enforce();
  }

  public UpdateStrategy withMaxSurge(int percent) {
    return new UpdateStrategy(
        new Percentage(percent), minReady, progressDeadline, revisionHistoryLimit);
  }

  public UpdateStrategy withMinReady(Duration time) {
    return new UpdateStrategy(maxSurge, time, progressDeadline, revisionHistoryLimit);
  }

  public UpdateStrategy withProgressDeadline(Duration time) {
    return new UpdateStrategy(maxSurge, minReady, time, revisionHistoryLimit);
  }

  public UpdateStrategy withRevisionHistoryLimit(int limit) {
    return new UpdateStrategy(maxSurge, minReady, progressDeadline, limit);
  }
}
