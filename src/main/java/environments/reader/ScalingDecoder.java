package environments.reader;

import environments.text.Durations;
import environments.values.Percentage;
import environments.workload.Autoscaling;
import environments.workload.Replicas;
import environments.workload.Scaling;
import environments.workload.ScalingBehavior;
import environments.workload.ScalingBehavior.Policy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Reads {@code replicas} and {@code autoscaling}. */
final class ScalingDecoder {
  private ScalingDecoder() {}

  static Optional<Scaling> scaling(Section app) {
    Optional<Scaling> autoscaling =
        app.section("autoscaling", ScalingDecoder::autoscaling).map(a -> a);
    return autoscaling.or(() -> app.number("replicas", Replicas::of));
  }

  static Optional<Autoscaling> autoscaling(Section autoscaling) {
    var minReplicas = autoscaling.integer("minReplicas");
    var maxReplicas = autoscaling.integer("maxReplicas");
    var cpu = autoscaling.text("cpu", Percentage::parse);
    var memory = autoscaling.text("memory", Percentage::parse);
    var requestsPerSecond = autoscaling.quantity("requestsPerSecond");
    var scaleUp = autoscaling.section("scaleUp", s -> behavior(s, ScalingBehavior.DEFAULT_UP));
    var scaleDown =
        autoscaling.section("scaleDown", s -> behavior(s, ScalingBehavior.DEFAULT_DOWN));
    return autoscaling.build(
        () ->
            new Autoscaling(
                minReplicas.orElseThrow(),
                maxReplicas.orElseThrow(),
                cpu,
                memory,
                requestsPerSecond,
                scaleUp.orElse(ScalingBehavior.DEFAULT_UP),
                scaleDown.orElse(ScalingBehavior.DEFAULT_DOWN)));
  }

  private static Optional<ScalingBehavior> behavior(Section behavior, ScalingBehavior standard) {
    var window = behavior.text("stabilizationWindow", Durations::parse);
    var selectPolicy = behavior.text("selectPolicy", ScalingBehavior.SelectPolicy::parse);
    List<Policy> policies =
        behavior.has("policies")
            ? behavior.sections("policies", ScalingDecoder::policy)
            : standard.policies();
    return behavior.build(
        () ->
            new ScalingBehavior(
                window.orElse(standard.stabilizationWindow()),
                selectPolicy.orElse(standard.selectPolicy()),
                policies));
  }

  private static Optional<Policy> policy(Section policy) {
    var percent = policy.integer("percent");
    var pods = policy.integer("pods");
    var period = policy.text("period", Durations::parse);
    return policy.build(() -> policy(percent, pods, period.orElseThrow()));
  }

  private static Policy policy(Optional<Integer> percent, Optional<Integer> pods, Duration period) {
    return percent
        .map(value -> Policy.percent(value, period))
        .orElseGet(() -> Policy.pods(pods.orElseThrow(), period));
  }
}
