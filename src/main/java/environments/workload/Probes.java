package environments.workload;

import environments.text.Rules;
import java.util.Optional;

/**
 * The probes of an app. Readiness and liveness must ask different things: when they ask the same, a
 * pod that is merely busy is killed at the moment in which it should be spared.
 */
public record Probes(Probe readiness, Probe liveness, Optional<Probe> startup) {
  public Probes {
    Rules.check()
        .that(
            !sameQuestion(readiness.action(), liveness.action()),
            "liveness",
            () ->
                "Must not ask what the readiness probe asks, but over HTTP another path: a busy pod"
                    + " should lose its traffic, not its life.")
        .enforce();
  }

  public static Probes of(Probe readiness, Probe liveness) {
    return new Probes(readiness, liveness, Optional.empty());
  }

  /** For an app that starts slowly: the other probes wait until this one has passed once. */
  public Probes withStartup(Probe probe) {
    return new Probes(readiness, liveness, Optional.of(probe));
  }

  /** The same path on another port is the same question: linters compare the paths alone. */
  private static boolean sameQuestion(Probe.Action a, Probe.Action b) {
    return (a instanceof Probe.HttpGet one && b instanceof Probe.HttpGet other)
        ? one.path().equals(other.path())
        : a.equals(b);
  }
}
