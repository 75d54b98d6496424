package environments.apps;

import environments.analysis.AnalysisRules;
import environments.analysis.SmokeTest;
import environments.analysis.SmokeTestJob;
import environments.cluster.Cluster;
import environments.text.Fault;
import environments.text.Rules;
import environments.text.SpecPath;
import environments.text.Suggestion;
import environments.values.Color;
import environments.values.DnsLabel;
import environments.values.ImageRepository;
import environments.values.SideName;
import environments.values.Track;
import environments.values.Version;
import environments.values.Weight;
import environments.values.WeightTable;
import environments.workload.Autoscaling;
import environments.workload.Exemption;
import environments.workload.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An app as an environment runs it: its spec, its release state and its cluster, checked against
 * each other. The paths of violations begin with {@link #RELEASE} if the release state has to
 * change.
 */
public sealed interface App {
  /** The first step to a value of the release state, which has its own file. */
  String RELEASE = "release";

  AppSpec spec();

  Cluster cluster();

  ReleaseState release();

  /** Returns its colors or tracks; an autoscaled app has one side. */
  List<Side> sides();

  /**
   * @throws java.util.NoSuchElementException if the app has no such side
   */
  default Side side(SideName name) {
    return sides().stream().filter(side -> side.name().equals(name)).findFirst().orElseThrow();
  }

  /**
   * Returns the Service whose selector sends its traffic to one side; empty if no selector does.
   */
  default Optional<DnsLabel> switchedService() {
    return Optional.empty();
  }

  /** Returns whether only the numbers of pods divide its traffic among its sides. */
  default boolean isDividedByPods() {
    return false;
  }

  /** Returns the workloads of its sides; one if they share it. */
  default List<Workload> workloads() {
    var workloads = new ArrayList<Workload>(2);
    for (var side : sides()) {
      var workload = side.spec().workload();
      if (workloads.isEmpty() || workloads.get(0) != workload) {
        workloads.add(workload);
      }
    }
    return workloads;
  }

  default DnsLabel name() {
    return spec().name();
  }

  default DnsLabel namespace() {
    return spec().workload().namespace();
  }

  /** A blue-green app. */
  record BlueGreen(Cluster cluster, BlueGreenSpec spec, BlueGreenRelease release) implements App {
    public BlueGreen {
      var rules = Rules.check();
      for (var color : Color.values()) {
        var side = spec.side(color);
        checkSide(rules, cluster, side);
        checkVersion(
            rules,
            side.workload(),
            SpecPath.of(RELEASE, "versions", color),
            release.version(color));
      }
      spec.router().ifPresent(router -> router.in(cluster).checkComplete(rules));
      AnalysisRules.checkCluster(rules, spec.analysis(), cluster);
      checkTester(rules, cluster, spec.workload(), spec.smokeTest());
      rules
          .value(
              release.weight().isNone() || spec.router().isPresent(),
              SpecPath.of(RELEASE, "weight"),
              () ->
                  Fault.of("Must be 0", release.weight())
                      .withFix(
                          ": an app without a router cannot send a share of its traffic to the"
                              + " preview color."))
          .enforce();
    }

    @Override
    public List<Side> sides() {
      return List.of(side(Color.BLUE), side(Color.GREEN));
    }

    private Side side(Color color) {
      return Side.of(name(), color.side(), spec.side(color), spec.services().of(color));
    }

    @Override
    public Optional<DnsLabel> switchedService() {
      return Optional.of(spec.services().active());
    }
  }

  /** A canary app. */
  record Canary(Cluster cluster, CanarySpec spec, CanaryRelease release) implements App {
    public Canary {
      var rules = Rules.check();
      for (var track : Track.values()) {
        var side = spec.side(track);
        checkSide(rules, cluster, side);
        checkVersion(
            rules,
            side.workload(),
            SpecPath.of(RELEASE, "versions", track),
            release.version(track));
      }
      spec.router().ifPresent(router -> router.in(cluster).checkComplete(rules));
      AnalysisRules.checkCluster(rules, spec.analysis(), cluster);
      checkTester(rules, cluster, spec.workload(), spec.smokeTest());
      if (spec.router().isEmpty()) {
        checkRatio(rules, release.weight(), spec.stable().scaling().fewest());
      }
      rules.enforce();
    }

    @Override
    public List<Side> sides() {
      return List.of(side(Track.STABLE), side(Track.CANARY));
    }

    private Side side(Track track) {
      return Side.of(name(), track.side(), spec.side(track), spec.services().of(track));
    }

    @Override
    public boolean isDividedByPods() {
      return spec.router().isEmpty();
    }
  }

  /** An autoscaled app. */
  record Autoscaled(Cluster cluster, AutoscaledSpec spec, AutoscaledRelease release)
      implements App {
    public Autoscaled {
      var rules = Rules.check();
      checkSide(rules, cluster, spec.side());
      checkVersion(
          rules, spec.workload(), SpecPath.of(RELEASE, "version"), Optional.of(release.version()));
      rules.enforce();
    }

    @Override
    public List<Side> sides() {
      return List.of(new Side(SideName.APP, spec.side(), name(), Optional.empty()));
    }
  }

  private static void checkSide(Rules rules, Cluster cluster, SideSpec side) {
    checkRegistry(rules, cluster, SpecPath.of("image"), side.workload().image());
    rules.that(
        cluster.requestsPerSecondMetric().isPresent()
            || !(side.scaling() instanceof Autoscaling autoscaling)
            || autoscaling.requestsPerSecond().isEmpty(),
        SpecPath.of("autoscaling", "requestsPerSecond"),
        () -> "Needs the metric's name in `cluster.requestsPerSecondMetric`.");
  }

  private static void checkRegistry(
      Rules rules, Cluster cluster, SpecPath keyPath, ImageRepository image) {
    var registry = image.registry();
    rules.that(
        cluster.registries().isEmpty() || cluster.registries().contains(registry),
        keyPath,
        () ->
            "Must come from a registry of `cluster.registries` ("
                + String.join(", ", cluster.registries())
                + "), got `"
                + registry
                + "`."
                + Suggestion.question(registry, cluster.registries()));
  }

  /** The image of a smoke test must satisfy the rules for images of apps. */
  private static void checkTester(
      Rules rules, Cluster cluster, Workload workload, Optional<SmokeTest> smokeTest) {
    smokeTest
        .flatMap(SmokeTest::job)
        .flatMap(SmokeTestJob::image)
        .ifPresent(
            image -> {
              var keyPath = SpecPath.of("smokeTest", "job", "image");
              checkRegistry(rules, cluster, keyPath, image.repository());
              checkVersion(rules, workload, keyPath, Optional.of(image.version()));
            });
  }

  private static void checkVersion(
      Rules rules, Workload workload, SpecPath keyPath, Optional<Version> version) {
    rules.that(
        version.isEmpty()
            || version.get().digest().isPresent()
            || workload.exemptions().containsKey(Exemption.IMAGE_PINNED),
        keyPath,
        () ->
            "Must have a digest (`"
                + version.map(Version::tag).orElse("")
                + "@sha256:...`), or give a reason under `exemptions.image-pinned`.");
  }

  private static void checkRatio(Rules rules, Weight weight, int replicas) {
    rules.value(
        replicas % weight.smallestReplicas() == 0,
        SpecPath.of(RELEASE, "weight"),
        () ->
            Fault.of(
                    "Must be a share that "
                        + replicas
                        + " replicas (`replicas` of the app) make exactly ("
                        + WeightTable.achievable(replicas)
                        + ")",
                    weight)
                .withFix(
                    "; "
                        + weight
                        + " takes a router, or "
                        + weight.smallestReplicas()
                        + " replicas or a multiple of them."));
  }
}
