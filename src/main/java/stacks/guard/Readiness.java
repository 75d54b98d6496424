package stacks.guard;

import charts.Manifest;
import java.util.Optional;
import stacks.cluster.LivePods;
import stacks.cluster.Ticker;

/** Waits until a Deployment matches its manifest, or cannot any more. */
public final class Readiness {
  private final LivePods cluster;
  private final Ticker ticker;

  public Readiness(LivePods cluster, Ticker ticker) {
    this.cluster = cluster;
    this.ticker = ticker;
  }

  /**
   * Fails within seconds for problems that do not resolve themselves; otherwise when the Deployment
   * has made no progress until its deadline.
   *
   * @throws NotReadyException with the reasons of its pods
   */
  public void await(Manifest deployment) {
    var attempt = new ReadinessAttempt(cluster, ticker, new DeploymentManifest(deployment));
    while (!attempt.checkComplete()) {
      ticker.pause(ReadinessAttempt.PERIOD);
    }
  }

  /** Returns what is missing now, with the reasons of its pods; empty if nothing is. */
  Optional<String> shortage(Manifest deployment) {
    return new ReadinessAttempt(cluster, ticker, new DeploymentManifest(deployment)).shortage();
  }
}
