package rollouts.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static rollouts.plan.ReleaseTesting.WORKLOAD;
import static rollouts.plan.ReleaseTesting.autoscaled;
import static rollouts.plan.ReleaseTesting.blueGreen;
import static rollouts.plan.ReleaseTesting.canary;

import environments.analysis.Analysis;
import environments.analysis.HttpMetric;
import environments.analysis.SmokeTest;
import environments.apps.App;
import environments.apps.AutoscaledRelease;
import environments.apps.AutoscaledSpec;
import environments.apps.BlueGreenRelease;
import environments.apps.BlueGreenSpec;
import environments.apps.CanaryRelease;
import environments.apps.CanarySpec;
import environments.apps.ReleaseState;
import environments.cluster.Cluster;
import environments.cluster.GatewayReference;
import environments.routing.HttpRoute;
import environments.values.Color;
import environments.values.DnsLabel;
import environments.values.SideName;
import environments.values.Track;
import environments.values.Version;
import environments.workload.Autoscaling;
import environments.workload.Replicas;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the steps of each verb. */
final class PlannerTest {
  private static final DnsLabel WEB = DnsLabel.parse("web");
  private static final Cluster CLUSTER =
      Cluster.PLAIN.withGateway(GatewayReference.of("gateway", "public"));
  private static final Analysis ANALYSIS =
      Analysis.of(HttpMetric.of(DnsLabel.parse("page"), SmokeTest.Request.of("http", "/")))
          .withSteps(20, 50);

  private static final ReleaseState BLUE = blueGreen(Color.BLUE, "1.0.0", "", 0);
  private static final ReleaseState BOTH = blueGreen(Color.BLUE, "1.0.0", "1.1.0", 0);
  private static final ReleaseState SHARED = blueGreen(Color.BLUE, "1.0.0", "1.1.0", 20);
  private static final ReleaseState SWITCHED = blueGreen(Color.GREEN, "1.0.0", "1.1.0", 0);

  private static final ReleaseState STABLE = canary("1.0.0", "", 0);
  private static final ReleaseState TRIED = canary("1.0.0", "1.1.0", 0);
  private static final ReleaseState SOME = canary("1.0.0", "1.1.0", 50);

  private static final Verb DEPLOY = new Verb.Deploy(Version.parse("1.2.0"));
  private static final Verb RUN = new Verb.Run(Version.parse("1.2.0"));
  private static final Verb PROMOTE = new Verb.Promote();
  private static final Verb ROLLBACK = new Verb.Rollback();
  private static final Verb RETIRE = new Verb.Retire();

  @Test
  void deployChangesTheSideThatTakesNoRequests() {
    assertSteps(BLUE, DEPLOY, "green: deploy 1.2.0");
    assertSteps(SWITCHED, DEPLOY, "blue: deploy 1.2.0");
    assertSteps(STABLE, DEPLOY, "canary: deploy 1.2.0");
    assertSteps(autoscaled("1.0.0"), DEPLOY, "deploy 1.2.0");
  }

  @Test
  void switchMovesAllRequestsOrAShareOfThem() {
    assertSteps(BOTH, toward("green", 100), "switch to green");
    assertSteps(BOTH, toward("green", 20), "weight 20");
    assertSteps(SHARED, toward("green", 100), "switch to green, weight 0");
    assertSteps(SHARED, toward("blue", 100), "weight 0");
    assertSteps(SHARED, toward("blue", 70), "weight 30");
    assertSteps(TRIED, toward("canary", 100), "weight 100");
    assertSteps(TRIED, toward("stable", 75), "weight 25");
    assertSteps(SOME, toward("stable", 100), "weight 0");
  }

  @Test
  void noRequestsForOneSideAreAllForTheOther() {
    assertSteps(BOTH, toward("blue", 0), "switch to green");
    assertSteps(SHARED, toward("green", 0), "weight 0");
    assertSteps(TRIED, toward("stable", 0), "weight 100");
  }

  @Test
  void promoteMovesAllRequestsToTheNewVersion() {
    assertSteps(BOTH, PROMOTE, "switch to green");
    assertSteps(SHARED, PROMOTE, "switch to green, weight 0");
  }

  @Test
  void promoteMakesACanarysVersionTheStableOne() {
    assertSteps(SOME, PROMOTE, "weight 100", "stable: deploy 1.1.0", "weight 0", "canary: retire");
  }

  /** That version may have been the canary. */
  @Test
  void theVersionThatServedBeforeComesBack() {
    var full = canary("1.0.0", "1.1.0", 100);
    assertThat(names(planner(app(TRIED), knownGood(STABLE, full, STABLE)).plan(ROLLBACK)))
        .isEqualTo(List.of("weight 100", "stable: deploy 1.1.0", "weight 0", "canary: retire"));
    assertThat(names(planner(app(STABLE), knownGood(STABLE, full, STABLE)).plan(ROLLBACK)))
        .startsWith("canary: deploy 1.1.0", "weight 100");
  }

  @Test
  void podsThatHaveLostTheirRequestsAreKeptForAWhileOnTheWayForward() {
    assertThat(holds(planner(app(SOME)).plan(PROMOTE)))
        .isEqualTo(
            List.of(
                Step.Hold.SCALE_DOWN_DELAY,
                Step.Hold.NONE,
                Step.Hold.SCALE_DOWN_DELAY,
                Step.Hold.NONE));
    assertThat(holds(planner(app(BOTH)).plan(PROMOTE))).isEqualTo(List.of(Step.Hold.NONE));
    var promoted = canary("1.1.0", "", 0);
    assertThat(holds(planner(app(promoted), knownGood(STABLE, promoted)).plan(ROLLBACK)))
        .containsOnly(Step.Hold.NONE);
  }

  private static List<Step.Hold> holds(Plan plan) {
    return plan.steps().stream().map(Step::hold).toList();
  }

  @Test
  void retireTakesThePodsOfTheSideThatTakesNoRequests() {
    assertSteps(BOTH, RETIRE, "green: retire");
    assertSteps(SWITCHED, RETIRE, "blue: retire");
    assertSteps(TRIED, RETIRE, "canary: retire");
  }

  @Test
  void aRunGoesByTheWeightsOfItsAnalysis() {
    assertThat(planner(app(BLUE), 20, 50).plan(RUN).steps())
        .extracting(Step::name, Step::hold)
        .isEqualTo(
            List.of(
                tuple("green: deploy 1.2.0", Step.Hold.CHECKS),
                tuple("weight 20", Step.Hold.INTERVAL),
                tuple("weight 50", Step.Hold.INTERVAL),
                tuple("switch to green, weight 0", Step.Hold.BAKE)));
    assertThat(planner(app(STABLE), 20, 50).plan(RUN).steps())
        .extracting(Step::name, Step::hold)
        .isEqualTo(
            List.of(
                tuple("canary: deploy 1.2.0", Step.Hold.CHECKS),
                tuple("weight 20", Step.Hold.INTERVAL),
                tuple("weight 50", Step.Hold.INTERVAL),
                tuple("weight 100", Step.Hold.BAKE),
                tuple("stable: deploy 1.2.0", Step.Hold.NONE),
                tuple("weight 0", Step.Hold.SCALE_DOWN_DELAY),
                tuple("canary: retire", Step.Hold.NONE)));
  }

  /** Otherwise `resume` would require the analysis that the release began with. */
  @Test
  void aRunWithoutAnAnalysisHoldsNowhere() {
    var spec = BlueGreenSpec.of(WEB, WORKLOAD, Replicas.of(2));
    var app = new App.BlueGreen(CLUSTER, spec, (BlueGreenRelease) BLUE);
    assertThat(holds(planner(app).plan(RUN))).isEqualTo(List.of(Step.Hold.NONE, Step.Hold.NONE));
    assertThat(holds(planner(app(autoscaled("1.0.0"))).plan(RUN)))
        .isEqualTo(List.of(Step.Hold.NONE));
  }

  @Test
  void aRunWithoutWeightsMovesAllRequestsAtOnce() {
    assertSteps(BLUE, RUN, "green: deploy 1.2.0", "switch to green");
    assertSteps(autoscaled("1.0.0"), RUN, "deploy 1.2.0");
  }

  @Test
  void aCanaryWithoutARouterTakesTheSameSteps() {
    var spec = CanarySpec.of(WEB, WORKLOAD, Replicas.of(4)).withAnalysis(ANALYSIS.withSteps(25));
    var app = new App.Canary(CLUSTER, spec, (CanaryRelease) STABLE);
    assertThat(holds(planner(app, 25).plan(RUN))).doesNotContain(Step.Hold.SCALE_DOWN_DELAY);
    assertThat(holds(planner(app, 25).plan(RUN)).get(0)).isEqualTo(Step.Hold.NONE);
    var deployed = new App.Canary(CLUSTER, spec, (CanaryRelease) canary("1.0.0", "1.2.0", 0));
    assertThat(names(planner(deployed, 25).plan(RUN))).startsWith("weight 25");
    assertThat(names(planner(app, 25).plan(RUN)))
        .isEqualTo(
            List.of(
                "canary: deploy 1.2.0",
                "weight 25",
                "weight 100",
                "stable: deploy 1.2.0",
                "weight 0",
                "canary: retire"));
  }

  @Test
  void autoscalersAreFreeWhenTheRequestsHaveMovedForTheLastTime() {
    var spec =
        BlueGreenSpec.of(WEB, WORKLOAD, Autoscaling.byCpu(2, 4, 70))
            .withRouter(HttpRoute.of("web.example"));
    var both = new App.BlueGreen(CLUSTER, spec, (BlueGreenRelease) BOTH);
    assertThat(names(planner(both).plan(PROMOTE)))
        .isEqualTo(List.of("switch to green", "autoscalers: free"));
    assertThat(names(planner(both).plan(DEPLOY))).isEqualTo(List.of("green: deploy 1.2.0"));
    assertThat(names(planner(both).plan(RETIRE))).isEqualTo(List.of("green: retire"));
    var canary =
        CanarySpec.of(WEB, WORKLOAD, Autoscaling.byCpu(2, 4, 70), HttpRoute.of("web.example"));
    var some = new App.Canary(CLUSTER, canary, (CanaryRelease) SOME);
    assertThat(names(planner(some).plan(PROMOTE)))
        .isEqualTo(List.of("weight 100", "stable: deploy 1.1.0", "weight 0", "canary: retire"));
    assertThat(planner(some).plan(PROMOTE).isAutoscaled()).isTrue();
    assertThat(Planner.back(SOME, SOME, TRIED, true))
        .extracting(Step::name)
        .isEqualTo(List.of("weight 0", "autoscalers: free"));
    assertThat(Planner.back(TRIED, TRIED, TRIED, true))
        .extracting(Step::name)
        .isEqualTo(List.of("autoscalers: free"));
    assertThat(Planner.back(TRIED, TRIED, STABLE, true))
        .extracting(Step::name)
        .isEqualTo(List.of("canary: retire"));
  }

  @Test
  void rollbackTakesAShareBackFirst() {
    assertSteps(SHARED, ROLLBACK, "weight 0");
    assertSteps(SOME, ROLLBACK, "weight 0");
  }

  @Test
  void rollbackSwitchesToTheColorThatStillRunsWhatWasBefore() {
    assertThat(names(planner(app(SWITCHED), knownGood(SWITCHED)).plan(ROLLBACK)))
        .isEqualTo(List.of("switch to blue"));
    assertThat(names(planner(app(SWITCHED), knownGood(BLUE, SWITCHED)).plan(ROLLBACK)))
        .isEqualTo(List.of("switch to blue"));
  }

  @Test
  void rollbackNeverChangesTheColorThatTakesTheRequests() {
    var same = blueGreen(Color.BLUE, "1.1.0", "1.1.0", 0);
    assertThat(names(planner(app(same), knownGood(BLUE, SWITCHED, same)).plan(ROLLBACK)))
        .isEqualTo(List.of("green: deploy 1.0.0", "switch to green"));
  }

  @Test
  void rollbackKnowsNothingOfAStrategyThatTheAppHadBefore() {
    assertThatThrownBy(() -> planner(app(SWITCHED), knownGood(STABLE)).plan(ROLLBACK))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining("nothing to roll back to");
  }

  @Test
  void whatWasDeployedBeforeIsAskedBeforeItTakesRequests() {
    var deployed = canary("1.0.0", "1.2.0", 0);
    assertThat(planner(app(deployed), 20, 50).plan(RUN).steps().get(0))
        .isEqualTo(Step.checking(Track.CANARY.side(), deployed));
  }

  @Test
  void rollbackBringsBackWhatIsProvedInsteadOfWhatWasDeployedSince() {
    var since = blueGreen(Color.GREEN, "1.2.0", "1.1.0", 0);
    assertThat(names(planner(app(since), knownGood(BLUE, SWITCHED)).plan(ROLLBACK)))
        .isEqualTo(List.of("blue: deploy 1.0.0", "switch to blue"));
    var retired = blueGreen(Color.GREEN, "", "1.1.0", 0);
    assertThat(names(planner(app(retired), knownGood(BOTH, SWITCHED)).plan(ROLLBACK)))
        .isEqualTo(List.of("blue: deploy 1.0.0", "switch to blue"));
    assertThat(
            names(
                planner(
                        app(autoscaled("1.1.0")),
                        knownGood(autoscaled("1.0.0"), autoscaled("1.1.0")))
                    .plan(ROLLBACK)))
        .isEqualTo(List.of("deploy 1.0.0"));
  }

  @Test
  void whatWasOnlyDeployedIsNothingToRollBackTo() {
    var nothing =
        "No release of web before this one is known to work, so there is nothing to roll back to."
            + " Deploy a version with `./sluice deploy`, or move traffic with `./sluice switch`.";
    assertRefused(BOTH, ROLLBACK, nothing);
    assertThatThrownBy(() -> planner(app(BOTH), knownGood(BLUE)).plan(ROLLBACK))
        .hasMessage(nothing);
  }

  @Test
  void rollbackOfAPromotedCanaryIsACanaryOfWhatWasBefore() {
    var promoted = canary("1.1.0", "", 0);
    assertThat(names(planner(app(promoted), knownGood(STABLE, promoted)).plan(ROLLBACK)))
        .isEqualTo(
            List.of(
                "canary: deploy 1.0.0",
                "weight 100",
                "stable: deploy 1.0.0",
                "weight 0",
                "canary: retire"));
  }

  @Test
  void aPlanReturnsToWhatIsThereNow() {
    assertThat(planner(app(SHARED)).plan(PROMOTE))
        .extracting(Plan::environment, Plan::app, Plan::verb, Plan::before)
        .isEqualTo(List.of("dev", "web", PROMOTE, SHARED));
    assertThat(planner(app(SHARED)).plan(PROMOTE).steps())
        .extracting(Step::release)
        .isEqualTo(List.of(SWITCHED));
    assertThat(planner(app(BOTH)).plan(toward("green", 20)).title()).isEqualTo("switch green 20");
    assertThat(planner(app(BLUE)).plan(DEPLOY).title()).isEqualTo("deploy 1.2.0");
  }

  @Test
  void whatIsThereAlreadyIsNoRelease() {
    assertRefused(
        BOTH,
        toward("blue", 100),
        "Nothing to do: web is already as `switch blue 100` would leave it.");
    assertRefused(
        autoscaled("1.2.0"),
        DEPLOY,
        "Nothing to do: web is already as `deploy 1.2.0` would leave it.");
  }

  @Test
  void aSideWithoutAVersionTakesNoRequests() {
    var deployFirst =
        "web has no version on green; deploy one first with `./sluice deploy dev web VERSION`.";
    assertRefused(BLUE, toward("green", 100), deployFirst);
    assertRefused(BLUE, toward("blue", 90), deployFirst);
    assertRefused(BLUE, toward("blue", 0), deployFirst);
    assertRefused(BLUE, PROMOTE, deployFirst);
    assertRefused(BLUE, RETIRE, "Nothing to do: web is already as `retire` would leave it.");
    assertRefused(STABLE, PROMOTE, deployFirst.replace("green", "canary"));
    assertRefused(STABLE, toward("stable", 90), deployFirst.replace("green", "canary"));
  }

  @Test
  void thereAreTwoSidesAndNoOther() {
    assertRefused(
        BOTH,
        toward("gren", 100),
        "Unknown color or track `gren`; web has blue and green. Did you mean `green`?");
    assertRefused(
        TRIED, toward("blue", 100), "Unknown color or track `blue`; web has stable and canary.");
    assertRefused(
        autoscaled("1.0.0"),
        toward("app", 100),
        "web is autoscaled: it has no colors or tracks to switch between.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"deploy", "retire", "run"})
  void podsThatTakeAShareOfTheRequestsStayAsTheyAre(String word) {
    var verb = word.equals("deploy") ? DEPLOY : word.equals("retire") ? RETIRE : RUN;
    assertRefused(
        SHARED,
        verb,
        "web sends 20 % of its traffic to green, so `"
            + word
            + "` must wait; promote it or roll it back first.");
    assertRefused(
        SOME,
        verb,
        "web sends 50 % of its traffic to canary, so `"
            + word
            + "` must wait; promote it or roll it back first.");
  }

  @Test
  void anAutoscaledAppHasNothingToPromoteOrToRetire() {
    var message = "web is autoscaled: only `deploy`, `run` and `rollback` apply to it.";
    assertRefused(autoscaled("1.0.0"), PROMOTE, message);
    assertRefused(autoscaled("1.0.0"), RETIRE, message);
  }

  @Test
  void aRunOfACanaryTakesAnAnalysis() {
    var spec = CanarySpec.of(WEB, WORKLOAD, Replicas.of(4));
    var app = new App.Canary(CLUSTER, spec, (CanaryRelease) STABLE);
    assertThatThrownBy(() -> planner(app).plan(RUN))
        .isInstanceOf(PlanException.class)
        .hasMessage(
            "web has no `analysis` in its environment file, so nothing would judge its canary. Add"
                + " one, or release step by step with `deploy`, `switch` and `promote`.");
  }

  @Test
  void thereIsNoRollbackToWhatNobodyKnowsToWork() {
    var message =
        "No release of web before this one is known to work, so there is nothing to roll back to."
            + " Deploy a version with `./sluice deploy`, or move traffic with `./sluice switch`.";
    assertRefused(BLUE, ROLLBACK, message);
    assertRefused(STABLE, ROLLBACK, message);
    assertRefused(autoscaled("1.0.0"), ROLLBACK, message);
  }

  private static Verb toward(String side, int percent) {
    return new Verb.Switch(new SideName(side), percent);
  }

  private static KnownGoodStates knownGood(ReleaseState... states) {
    return new KnownGoodStates(List.of(states));
  }

  private static void assertSteps(ReleaseState now, Verb verb, String... names) {
    assertThat(names(planner(app(now)).plan(verb))).isEqualTo(List.of(names));
  }

  private static void assertRefused(ReleaseState now, Verb verb, String message) {
    assertThatThrownBy(() -> planner(app(now)).plan(verb))
        .isInstanceOf(PlanException.class)
        .hasMessage(message);
  }

  private static List<String> names(Plan plan) {
    return plan.steps().stream().map(Step::name).toList();
  }

  private static Planner planner(App app, Integer... weights) {
    return new Planner("dev", app, KnownGoodStates.NONE, List.of(weights));
  }

  private static Planner planner(App app, KnownGoodStates knownGood) {
    return new Planner("dev", app, knownGood, List.of());
  }

  static App app(ReleaseState release) {
    if (release instanceof BlueGreenRelease blueGreen) {
      var spec =
          BlueGreenSpec.of(WEB, WORKLOAD, Replicas.of(2)).withRouter(HttpRoute.of("web.example"));
      return new App.BlueGreen(CLUSTER, spec.withAnalysis(ANALYSIS), blueGreen);
    }
    if (release instanceof CanaryRelease canary) {
      var spec = CanarySpec.of(WEB, WORKLOAD, Replicas.of(2), HttpRoute.of("web.example"));
      return new App.Canary(CLUSTER, spec.withAnalysis(ANALYSIS), canary);
    }
    if (release instanceof AutoscaledRelease autoscaled) {
      var spec = AutoscaledSpec.of(WEB, WORKLOAD, Autoscaling.byCpu(2, 4, 70));
      return new App.Autoscaled(CLUSTER, spec, autoscaled);
    }
    throw new IllegalStateException("No app: " + release);
  }
}
