package environments.workload;

import environments.text.Durations;
import environments.text.Fault;
import environments.text.Rules;
import java.time.Duration;

/**
 * Ends a pod without losing a request: it sleeps while routers and proxies stop sending requests,
 * then the app is told to stop.
 *
 * @param preStop the sleep; 10 s to 5 min (the {@code sleep} action needs Kubernetes 1.30)
 * @param gracePeriod until the pod is killed, including the sleep; at least {@code preStop} + 5
 *     s, at most 1 h
 */
public record Shutdown(Duration preStop, Duration gracePeriod) {
  public static final Shutdown DEFAULT =
      new Shutdown(Duration.ofSeconds(15), Duration.ofSeconds(45));

  public Shutdown {
    Rules.check()
        .value(
            Durations.between(preStop, 10, 300),
            "preStop",
            () -> Fault.of("Must be between 10s and 5m", Durations.text(preStop)))
        .value(
            Durations.between(gracePeriod, preStop.toSeconds() + 5, 3600),
            "gracePeriod",
            () ->
                Fault.of(
                    "Must be at least `preStop` plus 5s ("
                        + Durations.text(preStop.plusSeconds(5))
                        + ") and at most 1h",
                    Durations.text(gracePeriod)))
        .enforce();
  }
}
