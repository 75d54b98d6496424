package environments.workload;

import environments.text.Choice;
import environments.text.Durations;
import environments.text.Fault;
import environments.text.Rules;
import java.time.Duration;
import java.util.List;

/**
 * How fast an autoscaler scales in one direction.
 *
 * @param stabilizationWindow the autoscaler uses the most conservative recommendation within
 *     this time; 0 s to 1 h
 * @param selectPolicy which of the policies counts
 * @see <a
 *     href="https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#configurable-scaling-behavior">Configurable
 *     scaling behavior</a>
 */
public record ScalingBehavior(
    Duration stabilizationWindow, SelectPolicy selectPolicy, List<Policy> policies) {
  /** Without delay, doubles the number of pods or adds four every 15 s, whichever is more. */
  public static final ScalingBehavior DEFAULT_UP =
      new ScalingBehavior(
          Duration.ZERO,
          SelectPolicy.MAX,
          List.of(
              Policy.percent(100, Duration.ofSeconds(15)), Policy.pods(4, Duration.ofSeconds(15))));

  /**
   * After two minutes of lower demand, removes half of the pods each minute: after a peak, the pods
   * are gone within five minutes.
   */
  public static final ScalingBehavior DEFAULT_DOWN =
      new ScalingBehavior(
          Duration.ofSeconds(120),
          SelectPolicy.MAX,
          List.of(Policy.percent(50, Duration.ofSeconds(60))));

  public ScalingBehavior {
    policies = List.copyOf(policies);
    Rules.check()
        .value(
            Durations.between(stabilizationWindow, 0, 3600),
            "stabilizationWindow",
            () -> Fault.of("Must be between 0s and 1h", Durations.text(stabilizationWindow)))
        .that(
            !policies.isEmpty(),
            "policies",
            () -> "Must contain at least one policy, such as `{pods: 4, period: 15s}`.")
        .enforce();
  }

  public ScalingBehavior withStabilizationWindow(Duration window) {
    return new ScalingBehavior(window, selectPolicy, policies);
  }

  public ScalingBehavior withSelectPolicy(SelectPolicy policy) {
    return new ScalingBehavior(stabilizationWindow, policy, policies);
  }

  public ScalingBehavior withPolicies(Policy... all) {
    return new ScalingBehavior(stabilizationWindow, selectPolicy, List.of(all));
  }

  /**
   * Which of several policies counts: the one that allows the largest or the smallest change, or
   * none at all.
   */
  public enum SelectPolicy {
    MAX("Max"),
    MIN("Min"),
    DISABLED("Disabled");

    private final String word;

    SelectPolicy(String word) {
      this.word = word;
    }

    public static SelectPolicy parse(String text) {
      return Choice.parse(text, values());
    }

    @Override
    public String toString() {
      return word;
    }
  }

  /**
   * The largest change in a period.
   *
   * @param type {@code Percent} or {@code Pods}
   * @param value at least 1
   * @param period 1 s to 30 min
   */
  public record Policy(Type type, int value, Duration period) {
    public Policy {
      Rules.check()
          .that(
              value >= 1,
              "",
              () -> "A policy must allow a change of at least 1, but allows " + value + ".")
          .value(
              Durations.between(period, 1, 1800),
              "period",
              () -> Fault.of("Must be between 1s and 30m", Durations.text(period)))
          .enforce();
    }

    public static Policy percent(int value, Duration period) {
      return new Policy(Type.PERCENT, value, period);
    }

    public static Policy pods(int value, Duration period) {
      return new Policy(Type.PODS, value, period);
    }

    /** The unit of the value. */
    public enum Type {
      PERCENT("Percent"),
      PODS("Pods");

      private final String word;

      Type(String word) {
        this.word = word;
      }

      @Override
      public String toString() {
        return word;
      }
    }
  }
}
