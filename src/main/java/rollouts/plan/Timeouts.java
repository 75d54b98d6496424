package rollouts.plan;

import environments.analysis.Analysis;
import environments.analysis.SmokeTest;
import environments.analysis.SmokeTestJob;
import environments.apps.App;
import java.time.Duration;
import stacks.guard.Direction;

/**
 * How long the parts of a release may take.
 *
 * @param pods until a side's pods are ready: the app's {@code progressDeadline}, the time of its
 *     smoke test's Job, and what Pulumi takes itself
 * @param traffic until requests have moved, with the time of a smoke test's requests
 * @param interval that a step is analyzed for
 * @param bake that the new version is watched at full traffic
 * @param scaleDownDelay that pods are kept which have lost their requests
 * @param rollBack until the way back is given up, whatever fails on it
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

  /** That pods without requests are kept where no analysis says for how long. */
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

  /** The longest that any of the app's sides has. */
  public static Duration progressDeadline(App app) {
    return app.workloads().stream()
        .map(workload -> workload.updateStrategy().progressDeadline())
        .reduce(Duration.ZERO, (one, other) -> one.compareTo(other) > 0 ? one : other);
  }

  /**
   * How long a step takes at most, when no measurement has to be repeated.
   *
   * @param way that the step is on: on the way back each has all the time that there is for it
   */
  public Duration of(Step step, Direction way) {
    return way == Direction.ROLLBACK ? rollBack : forth(step);
  }

  /** For what a step changes, again and again if that fails, before it holds. */
  public Duration ofChange(Step step, Direction way) {
    return way == Direction.ROLLBACK ? rollBack : change(step).plus(traffic);
  }

  /**
   * For which nothing may be heard of an update: each pod that becomes ready is, but not what
   * Pulumi itself waits for, such as a Job of the user's own, for ten minutes by default. On the
   * way back there has to be time for another attempt.
   */
  public Duration silence(Direction way) {
    var least = way == Direction.ROLLBACK ? rollBack.dividedBy(2) : rollBack;
    var longest = pods.plus(traffic);
    return longest.compareTo(least) > 0 ? longest : least;
  }

  private Duration change(Step step) {
    return step.isTraffic() ? traffic : pods;
  }

  private Duration forth(Step step) {
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
