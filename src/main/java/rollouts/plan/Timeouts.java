package rollouts.plan;

import environments.analysis.Analysis;
import environments.analysis.SmokeTest;
import environments.analysis.SmokeTestJob;
import environments.apps.App;
import java.time.Duration;
import stacks.guard.Direction;

/**
 * The time limits for the parts of a release.
 *
 * @param pods the time until a side's pods are ready: the app's {@code progressDeadline}, the time
 *     of its smoke test's Job, and Pulumi's own time
 * @param traffic the time until traffic has moved, including the requests of a smoke test
 * @param interval the interval of analysis at each step
 * @param bake how long the new version is measured at full traffic
 * @param scaleDownDelay how long pods are kept that have lost their traffic
 * @param rollBack the time until a rollback gives up, whatever fails
 */
public record Timeouts(
    Duration pods,
    Duration traffic,
    Duration interval,
    Duration bake,
    Duration scaleDownDelay,
    Duration rollBack) {
  private static final Duration PULUMI = Duration.ofMinutes(1);
  public static final Duration TRAFFIC = Duration.ofMinutes(2);
  private static final Duration ROLL_BACK = Duration.ofMinutes(15);

  /** How long pods without traffic are kept if no analysis configures it. */
  private static final Duration SCALE_DOWN_DELAY = Duration.ofSeconds(30);

  public static Timeouts of(App app) {
    var analysis = app.spec().analysis();
    var tests = app.spec().smokeTest();
    var job = tests.flatMap(SmokeTest::job).map(SmokeTestJob::timeout);
    var requests = tests.filter(test -> !test.requests().isEmpty()).map(SmokeTest::timeout);
    return new Timeouts(
        progressDeadline(app).plus(PULUMI).plus(job.orElse(Duration.ZERO)),
        TRAFFIC.plus(requests.orElse(Duration.ZERO)),
        analysis.map(Analysis::interval).orElse(Duration.ZERO),
        analysis.map(Analysis::measuredBake).orElse(Duration.ZERO),
        analysis.map(Analysis::bake).orElse(SCALE_DOWN_DELAY),
        ROLL_BACK);
  }

  /** Returns the longest progress deadline of the app's sides. */
  public static Duration progressDeadline(App app) {
    return app.workloads().stream()
        .map(workload -> workload.updateStrategy().progressDeadline())
        .reduce(Duration.ZERO, (one, other) -> one.compareTo(other) > 0 ? one : other);
  }

  /**
   * Returns the longest time that a step takes if no measurement is repeated.
   *
   * @param direction the direction of the step; in a rollback, each step may use all of the time
   */
  public Duration of(Step step, Direction direction) {
    return direction == Direction.ROLLBACK ? rollBack : forward(step);
  }

  /** Returns the time for the change of a step, including retries, before it holds. */
  public Duration ofChange(Step step, Direction direction) {
    return direction == Direction.ROLLBACK ? rollBack : change(step).plus(traffic);
  }

  /**
   * Returns how long an update may report nothing. Each pod that becomes ready is reported, but not
   * what Pulumi itself waits for, such as another Job of the user, which may take ten minutes by
   * default. A rollback must have time for another attempt.
   */
  public Duration silence(Direction direction) {
    var least = direction == Direction.ROLLBACK ? rollBack.dividedBy(2) : rollBack;
    var longest = pods.plus(traffic);
    return longest.compareTo(least) > 0 ? longest : least;
  }

  private Duration change(Step step) {
    return step.isTraffic() ? traffic : pods;
  }

  private Duration forward(Step step) {
    return change(step)
        .plus(
            switch (step.hold()) {
              case NONE, CHECKS -> Duration.ZERO;
              case INTERVAL -> interval;
              case BAKE -> bake;
              case SCALE_DOWN_DELAY -> scaleDownDelay;
            });
  }
}
