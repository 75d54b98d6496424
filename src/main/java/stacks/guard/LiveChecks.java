package stacks.guard;

import charts.Manifest;
import java.util.function.Consumer;
import stacks.cluster.LiveCluster;
import stacks.cluster.LiveDeployment;
import stacks.cluster.LivePods;
import stacks.cluster.Ticker;
import stacks.plan.Layout;

/** Checks in a real cluster. */
public final class LiveChecks implements TrafficChecks {
  private final LiveCluster cluster;
  private final LivePods pods;
  private final Ticker ticker;
  private final Readiness readiness;
  private final Guard guard;
  private final Consumer<String> warnings;

  public LiveChecks(LiveCluster cluster, LivePods pods, Ticker ticker, Consumer<String> warnings) {
    this.cluster = cluster;
    this.pods = pods;
    this.ticker = ticker;
    readiness = new Readiness(pods, ticker);
    guard = new Guard(cluster, pods, ticker, warnings);
    this.warnings = warnings;
  }

  @Override
  public void awaitReady(Manifest deployment) {
    readiness.await(deployment);
  }

  @Override
  public void awaitReadyIfChanged(Manifest deployment, LiveDeployment before) {
    var now = cluster.deployment(deployment.namespace(), deployment.name());
    if (now.filter(each -> each.generation() == before.generation()).isPresent()) {
      lookReady(deployment);
    } else {
      awaitReady(deployment);
    }
  }

  @Override
  public void takeReplicas(Manifest deployment) {
    // A number of pods that the autoscaler has set since the last update is nothing that Pulumi
    // would change.
    Layout.replicas(deployment)
        .ifPresent(count -> pods.scale(deployment.namespace(), deployment.name(), count));
    pods.releaseReplicas(deployment);
  }

  @Override
  public void lookReady(Manifest deployment) {
    readiness.shortage(deployment).ifPresent(warnings);
  }

  @Override
  public void beforeMove(Move move) {
    guard.beforeMove(move);
  }

  @Override
  public void afterMove(Move move) {
    guard.afterMove(move);
  }

  @Override
  public void awaitSmokeTest(Manifest job) {
    new JobTesting(pods, ticker, job).pass();
  }
}
