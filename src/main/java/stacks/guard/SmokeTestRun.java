package stacks.guard;

import charts.Manifest;
import charts.Tree;
import environments.analysis.SmokeTestJob;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import stacks.cluster.ClusterException;
import stacks.cluster.LivePods;
import stacks.cluster.Ticker;

/**
 * Runs the Job of a smoke test once more: the manifest that was reviewed, under another name, which
 * is deleted when it has ended.
 */
public final class SmokeTestRun {
  /** Until then a Job stays if its process died before it deleted the Job. */
  private static final Duration KEPT = Duration.ofMinutes(10);

  private final LivePods cluster;
  private final Ticker ticker;
  private final Manifest job;

  public SmokeTestRun(LivePods cluster, Ticker ticker, Manifest reviewed) {
    this.cluster = cluster;
    this.ticker = ticker;
    job = copy(reviewed);
  }

  /**
   * Returns why it failed; empty if it succeeded.
   *
   * @throws ClusterException if it could not be run
   */
  public Optional<String> run() {
    cluster.createJob(job);
    try {
      var failure = new JobTesting(cluster, ticker, job).await();
      failure
          .filter(found -> !found.isVerdict())
          .ifPresent(
              found -> {
                throw new ClusterException(found.text(job.id()));
              });
      return failure.map(found -> found.text(job.id()));
    } finally {
      cluster.deleteJob(job.namespace(), job.name());
    }
  }

  private static Manifest copy(Manifest reviewed) {
    var tree = Tree.of(reviewed.fields());
    var spec = with(tree.at("spec"), "ttlSecondsAfterFinished", (int) KEPT.toSeconds());
    var metadata = with(tree.at("metadata"), "name", name(reviewed));
    return new Manifest(with(Tree.of(with(tree, "metadata", metadata)), "spec", spec));
  }

  /** Returns a name as long as that of the manifest, which ends with a hash. */
  private static String name(Manifest reviewed) {
    var name = reviewed.name();
    return name.substring(0, name.length() - SmokeTestJob.HASH_LENGTH)
        + UUID.randomUUID().toString().substring(0, SmokeTestJob.HASH_LENGTH);
  }

  private static Map<String, Object> with(Tree tree, String key, Object value) {
    var copy = new LinkedHashMap<>(tree.mapping());
    copy.put(key, value);
    return copy;
  }
}
