package rollouts.plan;

import static environments.values.Sides.bySide;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static rollouts.plan.ReleaseTesting.ROLLBACK;
import static rollouts.plan.ReleaseTesting.WORKLOAD;
import static rollouts.plan.ReleaseTesting.canary;
import static rollouts.plan.ReleaseTesting.run;
import static rollouts.plan.ReleaseTesting.steps;
import static rollouts.plan.ReleaseTesting.toward;

import environments.apps.App;
import environments.apps.CanaryRelease;
import environments.apps.CanarySpec;
import environments.apps.ReleaseState;
import environments.apps.SideSpec;
import environments.cluster.Cluster;
import environments.cluster.GatewayReference;
import environments.routing.HttpRoute;
import environments.values.DnsLabel;
import environments.workload.Autoscaling;
import environments.workload.Replicas;
import environments.workload.Scaling;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import rollouts.journal.Release;

/** Tests that missing capacity is found before anything changes, not while traffic moves. */
final class CapacityPreflightTest {
  private static final ReleaseState DEPLOYED = canary("1.0.0", "1.1.0", 0);
  private static final ReleaseState HALF = canary("1.0.0", "1.1.0", 50);
  private static final ReleaseState FULL = canary("1.0.0", "1.1.0", 100);
  private static final Plan RUN =
      new Plan("dev", "web", run("1.1.0"), DEPLOYED, steps(DEPLOYED, HALF, FULL));

  private static App.Canary app(Scaling stable, Scaling canary) {
    var spec =
        CanarySpec.of(DnsLabel.parse("web"), WORKLOAD, stable, HttpRoute.of("web.example"))
            .withCanary(side -> new SideSpec(WORKLOAD, canary));
    var cluster = Cluster.PLAIN.withGateway(GatewayReference.of("gateway", "public"));
    return new App.Canary(cluster, spec, (CanaryRelease) DEPLOYED);
  }

  private static void require(CapacityPreflight headroom, Plan plan) {
    headroom.require(plan.before(), plan.steps(), Release.of("1", plan).direction());
  }

  private static void require(App app, Map<String, Integer> pods, Plan plan) {
    require(new CapacityPreflight(app, bySide(pods)), plan);
  }

  @Test
  void aCanaryThatCannotTakeAllRequestsIsNoWayForward() {
    var app = app(Replicas.of(4), Replicas.of(2));
    assertThatThrownBy(() -> require(CapacityPreflight.least(app), RUN))
        .isInstanceOf(PlanException.class)
        .hasMessage(
            "web: `replicas` of canary must be at least 4 to take 100 % of the traffic (stable has"
                + " 4), got 2. Raise it first.");
    var half = new Plan("dev", "web", toward("canary", 50), DEPLOYED, steps(DEPLOYED, HALF));
    assertThatCode(() -> require(CapacityPreflight.least(app), half)).doesNotThrowAnyException();
  }

  @Test
  void anAutoscalerMayGrowAsFarAsItMay() {
    var app = app(Autoscaling.byCpu(2, 9, 70), Autoscaling.byCpu(2, 5, 70));
    assertThatCode(() -> require(CapacityPreflight.least(app), RUN)).doesNotThrowAnyException();
    assertThatCode(() -> require(app, Map.of("stable", 5, "canary", 0), RUN))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> require(app, Map.of("stable", 6, "canary", 0), RUN))
        .hasMessage(
            "web: `autoscaling.maxReplicas` of canary must be at least 6 to take 100 % of the"
                + " traffic (stable has 6), got 5. Raise it first.");
  }

  @Test
  void nothingKeepsRequestsFromGoingBack() {
    var app = app(Replicas.of(2), Replicas.of(4));
    for (var verb : List.of(ROLLBACK, toward("stable", 100))) {
      var back = new Plan("dev", "web", verb, HALF, steps(HALF, DEPLOYED));
      assertThatCode(() -> require(CapacityPreflight.least(app), back)).doesNotThrowAnyException();
    }
  }
}
