package rollouts.plan;

import environments.apps.AutoscaledRelease;
import environments.apps.BlueGreenRelease;
import environments.apps.CanaryRelease;
import environments.apps.ReleaseState;
import environments.values.Color;
import environments.values.DnsLabel;
import environments.values.ImageRepository;
import environments.values.SideName;
import environments.values.Version;
import environments.values.Weight;
import environments.workload.Exemption;
import environments.workload.Port;
import environments.workload.Ports;
import environments.workload.Probe;
import environments.workload.Probes;
import environments.workload.Resources;
import environments.workload.Workload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Release states for tests, fixed and generated. */
public final class ReleaseTesting {
  public static final Timeouts TIMEOUTS =
      new Timeouts(
          Duration.ofMinutes(3),
          Duration.ofMinutes(2),
          Duration.ofMinutes(1),
          Duration.ofMinutes(1),
          Duration.ofSeconds(30),
          Duration.ofMinutes(15));

  public static final Workload WORKLOAD =
      Workload.builder()
          .namespace(DnsLabel.parse("shop"))
          .image(ImageRepository.parse("registry.example/web"))
          .ports(Ports.of(Port.of("http", 8080)))
          .probes(Probes.of(Probe.httpGet("http", "/ready"), Probe.httpGet("http", "/live")))
          .resources(Resources.of("100m", "500m", "64Mi", "128Mi"))
          .exempt(Exemption.IMAGE_PINNED, "The test registry has tags only.")
          .build();

  public static final ReleaseState STABLE = canary("1.0.0", "", 0);

  public static final Verb PROMOTE = new Verb.Promote();
  public static final Verb ROLLBACK = new Verb.Rollback();
  public static final Verb RETIRE = new Verb.Retire();
  public static final Verb ADOPT = new Verb.Adopt();

  private ReleaseTesting() {}

  public static Verb deploy(String version) {
    return new Verb.Deploy(Version.parse(version));
  }

  public static Verb run(String version) {
    return new Verb.Run(Version.parse(version));
  }

  public static Verb toward(String side, int percent) {
    return new Verb.Switch(new SideName(side), percent);
  }

  public static ReleaseState canary(String stable, String canary, int weight) {
    return new CanaryRelease(Version.parse(stable), version(canary), Weight.of(weight));
  }

  public static ReleaseState blueGreen(Color active, String blue, String green, int weight) {
    return new BlueGreenRelease(active, version(blue), version(green), Weight.of(weight));
  }

  static ReleaseState autoscaled(String version) {
    return new AutoscaledRelease(Version.parse(version));
  }

  private static Optional<Version> version(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(Version.parse(text));
  }

  public static List<Step> steps(ReleaseState... path) {
    var steps = new ArrayList<Step>();
    for (int i = 1; i < path.length; i++) {
      steps.add(Step.between(path[i - 1], path[i], Step.Hold.NONE));
    }
    return steps;
  }

  public static Arbitrary<ReleaseState> canaries() {
    return Combinators.combine(
            versions(), versions().optional(), Arbitraries.integers().between(0, 100))
        .as(
            (stable, canary, weight) ->
                new CanaryRelease(stable, canary, Weight.of(canary.isPresent() ? weight : 0)));
  }

  public static Arbitrary<ReleaseState> blueGreens() {
    return Combinators.combine(
            Arbitraries.of(Color.values()),
            versions(),
            versions().optional(),
            Arbitraries.integers().between(0, 99))
        .as(
            (active, version, preview, weight) ->
                new BlueGreenRelease(
                    active,
                    active == Color.BLUE ? Optional.of(version) : preview,
                    active == Color.GREEN ? Optional.of(version) : preview,
                    Weight.of(preview.isPresent() ? weight : 0)));
  }

  public static Arbitrary<ReleaseState> autoscaleds() {
    return versions().map(version -> new AutoscaledRelease(version));
  }

  public static Arbitrary<ReleaseState> releases() {
    return Arbitraries.oneOf(blueGreens(), canaries(), autoscaleds());
  }

  public static Arbitrary<Version> versions() {
    return Arbitraries.of("1.0.0", "1.1.0", "1.2.0@sha256:" + "4a".repeat(32)).map(Version::parse);
  }
}
