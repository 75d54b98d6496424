package environments.reader;

import environments.analysis.Analysis;
import environments.apps.App;
import environments.apps.AutoscaledSpec;
import environments.apps.BlueGreenServices;
import environments.apps.BlueGreenSpec;
import environments.apps.CanaryServices;
import environments.apps.CanarySpec;
import environments.apps.SideSpec;
import environments.cluster.Cluster;
import environments.format.AppKeys;
import environments.format.ReleaseKeys;
import environments.routing.ServiceExposure;
import environments.text.Fault;
import environments.text.SpecPath;
import environments.values.DnsLabel;
import environments.values.Reason;
import environments.values.Strategy;
import environments.values.Weight;
import environments.workload.Exemption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Reads one app and its release state. */
final class AppDecoder {
  private final DnsLabel name;
  private final Section app;
  private final Optional<Cluster> cluster;
  private final Map<Exemption, Reason> exemptions;
  private final Optional<Section> rollouts;

  private AppDecoder(
      DnsLabel name,
      Section app,
      Optional<Cluster> cluster,
      Map<Exemption, Reason> exemptions,
      Optional<Section> rollouts) {
    this.name = name;
    this.app = app;
    this.cluster = cluster;
    this.exemptions = exemptions;
    this.rollouts = rollouts;
  }

  /**
   * @param cluster the cluster; empty if it was refused
   * @param rollouts the release states of all apps; empty if they could not be read
   */
  static Optional<App> app(
      DnsLabel name,
      Section app,
      Optional<Cluster> cluster,
      Map<Exemption, Reason> exemptions,
      Optional<Section> rollouts) {
    var strategy = app.text("strategy", Strategy::parse);
    if (strategy.isEmpty()) {
      app.checkGiven().refuseUnknown();
      return Optional.empty();
    }
    var section = app.as(AppKeys.of(strategy.get()));
    var made = new AppDecoder(name, section, cluster, exemptions, rollouts).app(strategy.get());
    section.refuseUnknown();
    return made;
  }

  private Optional<App> app(Strategy strategy) {
    return switch (strategy) {
      case BLUE_GREEN -> blueGreen();
      case CANARY -> canary();
      case AUTOSCALED -> autoscaled();
    };
  }

  private Optional<App> blueGreen() {
    var services =
        app.has("services")
            ? app.section("services", s -> ServicesDecoder.blueGreen(s, name))
            : app.build(() -> BlueGreenServices.of(name));
    var router = app.section("router", RouterDecoder::router);
    var sides = sides("colors", "blue", "green");
    var smokeTest = app.section("smokeTest", SmokeTestDecoder::smokeTest);
    var standardSteps = router.isPresent() ? Analysis.DEFAULT_STEPS : List.<Weight>of();
    var analysis = app.section("analysis", a -> AnalysisDecoder.analysis(a, standardSteps));
    var spec =
        app.build(
            () ->
                new BlueGreenSpec(
                    name,
                    sides.orElseThrow().first(),
                    sides.orElseThrow().second(),
                    services.orElseThrow(),
                    router,
                    smokeTest,
                    analysis));
    var release =
        release(
            Strategy.BLUE_GREEN,
            "{active: blue, versions: {blue: 1.0.0}}",
            ReleaseDecoder::blueGreen);
    return released(release, c -> new App.BlueGreen(c, spec.orElseThrow(), release.orElseThrow()));
  }

  private Optional<App> canary() {
    var services =
        app.has("services")
            ? app.section("services", s -> ServicesDecoder.canary(s, name))
            : app.build(() -> CanaryServices.of(name));
    var router = app.section("router", RouterDecoder::router);
    var sides = sides("tracks", "stable", "canary");
    var smokeTest = app.section("smokeTest", SmokeTestDecoder::smokeTest);
    var analysis =
        app.section("analysis", a -> AnalysisDecoder.analysis(a, Analysis.DEFAULT_STEPS));
    var spec =
        app.build(
            () ->
                new CanarySpec(
                    name,
                    sides.orElseThrow().first(),
                    sides.orElseThrow().second(),
                    services.orElseThrow(),
                    router,
                    smokeTest,
                    analysis));
    var release = release(Strategy.CANARY, "{versions: {stable: 1.0.0}}", ReleaseDecoder::canary);
    return released(release, c -> new App.Canary(c, spec.orElseThrow(), release.orElseThrow()));
  }

  private Optional<App> autoscaled() {
    var services =
        app.has("services")
            ? app.section("services", s -> ServicesDecoder.single(s, name))
            : app.build(() -> new ServicesDecoder.Single(ServiceExposure.CLUSTER_IP, name));
    app.checkGiven();
    var workload = WorkloadDecoder.workload(app, exemptions);
    var autoscaling = app.section("autoscaling", ScalingDecoder::autoscaling);
    var spec =
        app.build(
            () ->
                new AutoscaledSpec(
                    name,
                    workload.orElseThrow(),
                    autoscaling.orElseThrow(),
                    services.orElseThrow().exposure(),
                    services.orElseThrow().name()));
    var release = release(Strategy.AUTOSCALED, "{version: 1.0.0}", ReleaseDecoder::autoscaled);
    return released(release, c -> new App.Autoscaled(c, spec.orElseThrow(), release.orElseThrow()));
  }

  /** The specs of both colors or both tracks of an app. */
  private record SideSpecs(SideSpec first, SideSpec second) {}

  private Optional<SideSpecs> sides(String key, String firstName, String secondName) {
    var own = app.open(key);
    var first = own.flatMap(sides -> changes(sides, firstName));
    var second = own.flatMap(sides -> changes(sides, secondName));
    own.ifPresent(Section::refuseUnknown);
    var one = side(first);
    var other = first.isEmpty() && second.isEmpty() ? one : side(second);
    return app.build(() -> new SideSpecs(one.orElseThrow(), other.orElseThrow()));
  }

  private static Optional<Section> changes(Section sides, String name) {
    var changes = sides.open(name);
    changes.ifPresent(Section::refuseUnknown);
    return changes;
  }

  private Optional<SideSpec> side(Optional<Section> changes) {
    var section = changes.map(app::overlaid).orElse(app).checkGiven();
    var workload = WorkloadDecoder.workload(section, exemptions);
    var scaling = ScalingDecoder.scaling(section);
    return section.build(() -> new SideSpec(workload.orElseThrow(), scaling.orElseThrow()));
  }

  private <T> Optional<T> release(
      Strategy strategy, String example, Function<Section, Optional<T>> decoder) {
    return rollouts.flatMap(
        states -> {
          states.requireOr(
              "Must be given: the release state of the app, such as `" + example + "`.",
              name.value());
          return states
              .open(name.value())
              .flatMap(state -> state.as(ReleaseKeys.of(strategy)).decode(decoder));
        });
  }

  /** Combines the spec of an app with its release state, and checks that they match. */
  private Optional<App> released(Optional<?> release, Function<Cluster, App> maker) {
    if (release.isEmpty() || cluster.isEmpty()) {
      return Optional.empty();
    }
    return app.build(() -> maker.apply(cluster.get()), this::refuse);
  }

  private void refuse(SpecPath path, Fault fault) {
    if (!path.isWhole() && path.first().equals(App.RELEASE)) {
      rollouts.orElseThrow().refuse(SpecPath.of(name).then(path.rest()), fault);
    } else {
      app.refuse(path, fault);
    }
  }
}
