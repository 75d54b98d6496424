package rollouts.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static rollouts.plan.ReleaseTesting.ADOPT;
import static rollouts.plan.ReleaseTesting.PROMOTE;
import static rollouts.plan.ReleaseTesting.RETIRE;
import static rollouts.plan.ReleaseTesting.ROLLBACK;
import static rollouts.plan.ReleaseTesting.STABLE;
import static rollouts.plan.ReleaseTesting.TIMEOUTS;
import static rollouts.plan.ReleaseTesting.autoscaled;
import static rollouts.plan.ReleaseTesting.blueGreen;
import static rollouts.plan.ReleaseTesting.canary;
import static rollouts.plan.ReleaseTesting.deploy;
import static rollouts.plan.ReleaseTesting.run;
import static rollouts.plan.ReleaseTesting.steps;
import static rollouts.plan.ReleaseTesting.toward;

import environments.apps.ReleaseState;
import environments.values.Color;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import rollouts.journal.LogLine;
import rollouts.journal.Release;
import stacks.guard.Direction;

/** Tests the properties of a plan and its remaining steps during a release. */
final class PlanTest {
  private static final ReleaseState TRIED = canary("1.0.0", "1.1.0", 0);
  private static final ReleaseState SOME = canary("1.0.0", "1.1.0", 50);
  private static final ReleaseState FULL = canary("1.0.0", "1.1.0", 100);
  private static final ReleaseState BLUE = blueGreen(Color.BLUE, "1.0.0", "1.1.0", 0);
  private static final ReleaseState GREEN = blueGreen(Color.GREEN, "1.0.0", "1.1.0", 0);
  private static final Instant BEGIN = Instant.parse("2026-11-21T18:00:00Z");

  private static Plan plan(Verb verb, ReleaseState... path) {
    return new Plan("dev", "web", verb, path[0], steps(path));
  }

  private static List<String> next(Verb verb, ReleaseState... path) {
    return plan(verb, path).next();
  }

  @Test
  void theNextCommandIsTheOneThatMakesSense() {
    assertThat(next(deploy("1.1.0"), STABLE, TRIED)).isEqualTo(List.of("promote"));
    assertThat(next(toward("canary", 50), TRIED, SOME)).isEqualTo(List.of("promote", "rollback"));
    assertThat(next(toward("canary", 100), TRIED, FULL)).isEqualTo(List.of("promote", "rollback"));
    assertThat(next(run("1.1.0"), STABLE)).isEqualTo(List.of("status"));
    assertThat(next(ROLLBACK, SOME, TRIED)).isEqualTo(List.of("retire"));
    assertThat(next(RETIRE, TRIED, STABLE)).isEqualTo(List.of("status"));
    assertThat(next(PROMOTE, BLUE, GREEN)).isEqualTo(List.of("rollback", "retire"));
    assertThat(next(ROLLBACK, GREEN, BLUE)).isEqualTo(List.of("retire"));
    assertThat(new Plan("dev", "web", ADOPT, BLUE, List.of(Step.adopting(BLUE))).next())
        .isEqualTo(List.of("status"));
    assertThat(
            new Plan("dev", "web", run("1.1.0"), GREEN, List.of(Step.resettingAutoscalers(GREEN)))
                .next())
        .isEqualTo(List.of("rollback", "retire"));
    assertThat(next(deploy("1.1.0"), autoscaled("1.0.0"), autoscaled("1.1.0")))
        .isEqualTo(List.of("status"));
  }

  /** Such plans can run even if the journal is not trusted. */
  @Test
  void requestsThatGoToWhatRunsChangeNoVersion() {
    assertThat(plan(toward("canary", 50), TRIED, SOME).changesVersions()).isFalse();
    assertThat(plan(ROLLBACK, GREEN, BLUE).changesVersions()).isFalse();
    assertThat(plan(PROMOTE, BLUE, GREEN).changesVersions()).isFalse();
    assertThat(new Plan("dev", "web", ADOPT, BLUE, List.of(Step.adopting(BLUE))).changesVersions())
        .isFalse();
    assertThat(plan(deploy("1.1.0"), STABLE, TRIED).changesVersions()).isTrue();
    assertThat(plan(run("1.1.0"), STABLE, TRIED, FULL).changesVersions()).isTrue();
    assertThat(plan(RETIRE, TRIED, STABLE).changesVersions()).isTrue();
  }

  /** A ConfigMap has room for a megabyte, and the log has 200 lines. */
  @Test
  void whatAClusterSaysAtLengthIsShortened() {
    var release = underWay().rollingBack("a".repeat(9000)).logged(BEGIN, "b".repeat(2000));
    assertThat(release.reason().orElseThrow()).isEqualTo("a".repeat(8000) + " ...");
    assertThat(release.log().get(release.log().size() - 1))
        .isEqualTo(new LogLine(BEGIN, "b".repeat(1000) + " ..."));
  }

  /** Returns a release with two finished steps and a third that has begun. */
  private static Release underWay() {
    return Release.of("1", plan(run("1.1.0"), STABLE, TRIED, SOME, FULL))
        .logged(BEGIN, "begins: run 1.1.0")
        .intending()
        .stepped()
        .intending()
        .stepped()
        .intending();
  }

  @Test
  void whatIsLeftIsWhatResumeDoes() {
    var left =
        underWay().resumed(BEGIN.plusSeconds(3600)).remaining("dev", "web", Plan.Operation.RESUME);
    assertThat(left)
        .isEqualTo(
            new Plan(
                "dev",
                "web",
                Plan.Operation.RESUME,
                run("1.1.0"),
                STABLE,
                steps(SOME, FULL),
                false,
                Direction.FORWARD));
    assertThat(left.title()).isEqualTo("resume run 1.1.0");
    assertThat(left.timeout(TIMEOUTS)).isEqualTo(TIMEOUTS.traffic());
  }

  @Test
  void theRollbackBeginsWhereTheReleaseMayHaveGotTo() {
    var back =
        new Plan(
            "dev",
            "web",
            Plan.Operation.ABORT,
            run("1.1.0"),
            STABLE,
            steps(FULL, TRIED, STABLE),
            false,
            Direction.ROLLBACK);
    assertThat(underWay().aborted("by hand").remaining("dev", "web", Plan.Operation.ABORT))
        .isEqualTo(back);
    assertThat(back.title()).isEqualTo("abort run 1.1.0");
    assertThat(back.timeout(TIMEOUTS)).isEqualTo(TIMEOUTS.rollBack().multipliedBy(2));
    assertThat(back.firstOfTraffic().map(Step::name)).contains("weight 0");
  }

  @Test
  void aReleaseThatWasLeftForTooLongIsTakenBack() {
    var late = underWay().resumed(BEGIN.plus(Duration.ofHours(1)).plusSeconds(60));
    assertThat(late.reason()).contains("it was idle for 61m; a release can be resumed for 1h");
    assertThat(late.remaining("dev", "web", Plan.Operation.RESUME).direction())
        .isEqualTo(Direction.ROLLBACK);
  }

  @Test
  void aReleaseOnItsRollbackGoesOnWithIt() {
    var back = underWay().aborted("bad");
    assertThat(back.aborted("by hand").remaining("dev", "web", Plan.Operation.ABORT).steps())
        .isEqualTo(back.remaining("dev", "web", Plan.Operation.ABORT).steps());
    assertThat(back.intending().stepped().aborted("by hand").reason()).contains("bad");
  }
}
