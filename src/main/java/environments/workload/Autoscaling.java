package environments.workload;

import environments.cluster.Cluster;
import environments.text.Fault;
import environments.text.Rules;
import environments.values.Percentage;
import environments.values.Quantity;
import java.util.Optional;

/**
 * The settings of a HorizontalPodAutoscaler, which follows the metric that asks for the most pods.
 *
 * @param minReplicas 2 to 1000
 * @param maxReplicas above {@code minReplicas}, to 1000
 * @param cpu mean utilization of the CPU request
 * @param memory mean utilization of the memory request
 * @param requestsPerSecond mean rate for each pod; needs {@link
 *     Cluster#requestsPerSecondMetric()}
 */
public record Autoscaling(
    int minReplicas,
    int maxReplicas,
    Optional<Percentage> cpu,
    Optional<Percentage> memory,
    Optional<Quantity> requestsPerSecond,
    ScalingBehavior scaleUp,
    ScalingBehavior scaleDown)
    implements Scaling {
  public Autoscaling {
    Rules.check()
        .value(
            minReplicas >= 2 && minReplicas <= 1000,
            "minReplicas",
            () ->
                Fault.of(
                    "Must be between 2 (one pod is an outage whenever its node is drained) and"
                        + " 1000",
                    minReplicas))
        .value(
            maxReplicas > minReplicas,
            "maxReplicas",
            () -> Fault.of("Must be above `minReplicas` (" + minReplicas + ")", maxReplicas))
        .value(
            maxReplicas <= 1000, "maxReplicas", () -> Fault.of("Must be at most 1000", maxReplicas))
        .that(
            cpu.isPresent() || memory.isPresent() || requestsPerSecond.isPresent(),
            "",
            () ->
                "An autoscaler needs a target: `cpu`, `memory` or `requestsPerSecond`, such as"
                    + " `cpu: 70%`.")
        .value(
            requestsPerSecond.isEmpty() || !requestsPerSecond.get().isZero(),
            "requestsPerSecond",
            () ->
                Fault.of("Must be above zero", 0)
                    .withFix("; set the requests per second that one pod serves."))
        .enforce();
  }

  /**
   * Scales between these numbers of pods by CPU utilization, with {@link ScalingBehavior}'s
   * defaults.
   */
  public static Autoscaling byCpu(int minReplicas, int maxReplicas, int percent) {
    return new Autoscaling(
        minReplicas,
        maxReplicas,
        Optional.of(new Percentage(percent)),
        Optional.empty(),
        Optional.empty(),
        ScalingBehavior.DEFAULT_UP,
        ScalingBehavior.DEFAULT_DOWN);
  }

  /**
   * Scales between these numbers of pods by the requests per second to each, with {@link
   * ScalingBehavior}'s defaults.
   */
  public static Autoscaling byRequests(int minReplicas, int maxReplicas, String requestsPerSecond) {
    return new Autoscaling(
        minReplicas,
        maxReplicas,
        Optional.empty(),
        Optional.empty(),
        Optional.of(Quantity.parse(requestsPerSecond)),
        ScalingBehavior.DEFAULT_UP,
        ScalingBehavior.DEFAULT_DOWN);
  }

  /** Returns these settings with at least this many pods, but at least one below the maximum. */
  public Autoscaling keeping(int pods) {
    int fewest = Math.max(minReplicas, Math.min(pods, maxReplicas - 1));
    return new Autoscaling(fewest, maxReplicas, cpu, memory, requestsPerSecond, scaleUp, scaleDown);
  }

  public Autoscaling withCpu(int percent) {
    return new Autoscaling(
        minReplicas,
        maxReplicas,
        Optional.of(new Percentage(percent)),
        memory,
        requestsPerSecond,
        scaleUp,
        scaleDown);
  }

  public Autoscaling withMemory(int percent) {
    return new Autoscaling(
        minReplicas,
        maxReplicas,
        cpu,
        Optional.of(new Percentage(percent)),
        requestsPerSecond,
        scaleUp,
        scaleDown);
  }

  public Autoscaling withRequestsPerSecond(String rate) {
    return new Autoscaling(
        minReplicas,
        maxReplicas,
        cpu,
        memory,
        Optional.of(Quantity.parse(rate)),
        scaleUp,
        scaleDown);
  }

  public Autoscaling withScaleUp(ScalingBehavior behavior) {
    return new Autoscaling(
        minReplicas, maxReplicas, cpu, memory, requestsPerSecond, behavior, scaleDown);
  }

  public Autoscaling withScaleDown(ScalingBehavior behavior) {
    return new Autoscaling(
        minReplicas, maxReplicas, cpu, memory, requestsPerSecond, scaleUp, behavior);
  }

  @Override
  public int fewest() {
    return minReplicas;
  }

  @Override
  public int most() {
    return maxReplicas;
  }
}
