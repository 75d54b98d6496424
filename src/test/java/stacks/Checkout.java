package stacks;

import charts.BlueGreenApp;
import charts.Manifest;
import environments.analysis.SmokeTest;
import environments.analysis.SmokeTestJob;
import environments.apps.App;
import environments.apps.BlueGreenRelease;
import environments.apps.BlueGreenSpec;
import environments.cluster.Cluster;
import environments.values.Color;
import environments.values.DnsLabel;
import environments.values.ImageRepository;
import environments.values.Version;
import environments.values.Weight;
import environments.workload.Exemption;
import environments.workload.Port;
import environments.workload.Ports;
import environments.workload.Probe;
import environments.workload.Probes;
import environments.workload.Replicas;
import environments.workload.Resources;
import environments.workload.Scaling;
import environments.workload.UpdateStrategy;
import environments.workload.Workload;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import stacks.guard.Direction;
import stacks.guard.Move;

/**
 * A blue-green app of the end-to-end cluster: blue serves 1.0.0.
 *
 * @param green the version of green
 */
public record Checkout(
    String namespace,
    Workload workload,
    Scaling scaling,
    Color active,
    String green,
    Optional<SmokeTestJob> job) {
  public static Checkout of(String namespace) {
    var workload =
        Workload.builder()
            .namespace(DnsLabel.parse(namespace))
            .image(ImageRepository.parse("registry.sluice.test/shop/checkout"))
            .ports(Ports.of(Port.of("http", 8080)))
            .probes(
                Probes.of(
                    Probe.httpGet("http", "/ready")
                        .withTimeout(Duration.ofSeconds(1))
                        .withPeriod(Duration.ofSeconds(1)),
                    Probe.httpGet("http", "/live")))
            .resources(Resources.of("10m", "500m", "32Mi", "64Mi"))
            .updateStrategy(deadline(60))
            .exempt(Exemption.IMAGE_PINNED, "The test registry has tags only.")
            .build();
    return new Checkout(namespace, workload, Replicas.of(2), Color.BLUE, "1.1.0", Optional.empty());
  }

  private static UpdateStrategy deadline(int seconds) {
    var standard = UpdateStrategy.DEFAULT;
    return new UpdateStrategy(
        standard.maxSurge(),
        standard.minReady(),
        Duration.ofSeconds(seconds),
        standard.revisionHistoryLimit());
  }

  Checkout withGreen(String version) {
    return new Checkout(namespace, workload, scaling, active, version, job);
  }

  public Checkout withActive(Color color) {
    return new Checkout(namespace, workload, scaling, color, green, job);
  }

  public Checkout withScaling(Scaling pods) {
    return new Checkout(namespace, workload, pods, active, green, job);
  }

  public Checkout withJob(SmokeTestJob test) {
    return new Checkout(namespace, workload, scaling, active, green, Optional.of(test));
  }

  Checkout withDeadline(int seconds) {
    return with(w -> w.updateStrategy(deadline(seconds)));
  }

  Checkout with(UnaryOperator<Workload.Builder> change) {
    var changed = change.apply(workload.toBuilder()).build();
    return new Checkout(namespace, changed, scaling, active, green, job);
  }

  public List<Manifest> manifests() {
    return BlueGreenApp.of(app()).manifests();
  }

  public App.BlueGreen app() {
    var name = DnsLabel.parse("checkout");
    var cluster = Cluster.PLAIN.withDnsPolicy(Cluster.DnsPolicy.DEFAULT);
    var release =
        BlueGreenRelease.active(Color.BLUE, Version.parse("1.0.0"))
            .withPreview(Version.parse(green))
            .withActive(active);
    var spec = BlueGreenSpec.of(name, workload, scaling);
    var tested = job.map(test -> spec.withSmokeTest(SmokeTest.of(test))).orElse(spec);
    return new App.BlueGreen(cluster, tested, release);
  }

  Manifest manifest(String kind, String name) {
    return manifests().stream()
        .filter(manifest -> manifest.kind().equals(kind) && manifest.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** Returns the Job that tests a color; empty if there is none. */
  public Optional<Manifest> job(Color color) {
    return manifests().stream()
        .filter(manifest -> manifest.kind().equals("Job"))
        .filter(manifest -> manifest.name().startsWith("checkout-" + color + "-"))
        .findFirst();
  }

  public Manifest deployment(Color color) {
    return manifest("Deployment", "checkout-" + color);
  }

  /** Returns a move of all traffic to green, where this is the state after the move. */
  public Move toGreen(SmokeTest.Request... requests) {
    return toGreen(requests.length == 0 ? Optional.empty() : Optional.of(SmokeTest.of(requests)));
  }

  public Move toGreen(Optional<SmokeTest> test) {
    return new Move(
        "checkout",
        deployment(Color.GREEN),
        List.of(new Move.Serving(deployment(Color.BLUE), 100)),
        "checkout-green",
        Weight.of(100),
        Direction.FORWARD,
        List.of(manifest("Service", "checkout-active")),
        test,
        job(Color.GREEN));
  }
}
