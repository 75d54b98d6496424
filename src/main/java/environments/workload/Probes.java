package environments.workload;

import environments.text.Rules;
import java.util.Optional;

/**
 * The probes of an app. Readiness and liveness must make different requests: otherwise a pod that
 * is merely busy is killed at the very moment when it should get less traffic.
 */
public record Probes(Probe readiness, Probe liveness, Optional<Probe> startup) {
  public Probes {
    Rules.check()
        .that(
            !sameQuestion(readiness.action(), liveness.action()),
            "liveness",
            () ->
                "Must differ from the readiness probe (over HTTP, in its path): a busy pod should"
                    + " lose traffic, not be killed.")
        .enforce();
  }

  public static Probes of(Probe readiness, Probe liveness) {
    return new Probes(readiness, liveness, Optional.empty());
  }

  /**
   * Returns these probes with a startup probe, for apps that start slowly: the others wait until it
   * has passed once.
   */
  public Probes withStartup(Probe probe) {
    return new Probes(readiness, liveness, Optional.of(probe));
  }

  /** The same path on another port counts as the same request: linters only compare paths. */
  private static boolean sameQuestion(Probe.Action a, Probe.Action b) {
    return (a instanceof Probe.HttpGet one && b instanceof Probe.HttpGet other)
        ? one.path().equals(other.path())
        : a.equals(b);
  }
}
