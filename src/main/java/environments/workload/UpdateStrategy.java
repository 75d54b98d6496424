package environments.workload;

import environments.text.Durations;
import environments.text.Fault;
import environments.text.Rules;
import environments.values.Percentage;
import java.time.Duration;

/**
 * How a Deployment replaces its pods. {@code maxUnavailable} is always 0, so capacity never falls
 * below the desired number.
 *
 * @param maxSurge the most additional pods, in percent of the desired number, rounded up
 * @param minReady how long a pod must be ready before it counts; 1 s to 10 min
 * @param progressDeadline the time without progress after which the Deployment has failed;
 *     above {@code minReady}, below 5 min: a release that takes longer to fail blocks others
 * @param revisionHistoryLimit the number of old ReplicaSets that are kept, 2 to 5
 */
public record UpdateStrategy(
    Percentage maxSurge, Duration minReady, Duration progressDeadline, int revisionHistoryLimit) {
  /**
   * The default deadline of Kubernetes is ten minutes, too long for a release that should take less
   * than five.
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
