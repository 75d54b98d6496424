package environments;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Reads one app and its release state. */
final class AppDecoder {
  /** What a color or track may have of its own; all else is the app's. */
  private static final Set<String> OF_A_SIDE =
      Set.of(
          "command",
          "args",
          "env",
          "config",
          "secrets",
          "writablePaths",
          "resources",
          "probes",
          "replicas",
          "autoscaling",
          "maxUnavailable");

  private final DnsLabel name;
  private final Section app;
  private final Optional<Cluster> cluster;
  private final Map<Exemption, Reason> exemptions;
  private final Optional<Section> rollouts;

  /**
   * @param cluster unless it was refused
   * @param rollouts the release states of all apps, unless they could not be read
   */
  AppDecoder(
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

  Optional<App> app() {
    app.requireOr("Must be given: `blueGreen`, `canary` or `autoscaled`.", "strategy");
    var strategy = app.text("strategy", Strategy::parse);
    if (strategy.isEmpty()) {
      app.acceptRest();
      return Optional.empty();
    }
    return switch (strategy.get()) {
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
    var spec =
        app.build(
            () ->
                new BlueGreenSpec(
                    name,
                    sides.orElseThrow().first(),
                    sides.orElseThrow().second(),
                    services.orElseThrow(),
                    router));
    var release = release("{active: blue, versions: {blue: 1.0.0}}", ReleaseDecoder::blueGreen);
    return released(release, c -> new App.BlueGreen(c, spec.orElseThrow(), release.orElseThrow()));
  }

  private Optional<App> canary() {
    var services =
        app.has("services")
            ? app.section("services", s -> ServicesDecoder.canary(s, name))
            : app.build(() -> CanaryServices.of(name));
    var router = app.section("router", RouterDecoder::router);
    var sides = sides("tracks", "stable", "canary");
    var spec =
        app.build(
            () ->
                new CanarySpec(
                    name,
                    sides.orElseThrow().first(),
                    sides.orElseThrow().second(),
                    services.orElseThrow(),
                    router));
    var release = release("{versions: {stable: 1.0.0}}", ReleaseDecoder::canary);
    return released(release, c -> new App.Canary(c, spec.orElseThrow(), release.orElseThrow()));
  }

  private Optional<App> autoscaled() {
    var services =
        app.has("services")
            ? app.section("services", s -> ServicesDecoder.single(s, name))
            : app.build(() -> new ServicesDecoder.Single(ServiceExposure.CLUSTER_IP, name));
    app.require("autoscaling");
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
    var release = release("{version: 1.0.0}", ReleaseDecoder::autoscaled);
    return released(release, c -> new App.Autoscaled(c, spec.orElseThrow(), release.orElseThrow()));
  }

  /** Both sides of an app. */
  private record Sides(Side first, Side second) {}

  private Optional<Sides> sides(String key, String firstName, String secondName) {
    var own = app.open(key);
    var first = own.flatMap(sides -> changes(sides, firstName));
    var second = own.flatMap(sides -> changes(sides, secondName));
    own.ifPresent(Section::refuseUnknown);
    var one = side(first);
    var other = first.isEmpty() && second.isEmpty() ? one : side(second);
    return app.build(() -> new Sides(one.orElseThrow(), other.orElseThrow()));
  }

  private static Optional<Section> changes(Section sides, String name) {
    var changes = sides.open(name);
    changes.ifPresent(side -> side.refuseOthers(OF_A_SIDE));
    return changes;
  }

  private Optional<Side> side(Optional<Section> changes) {
    var section = changes.map(app::overlaid).orElse(app);
    var workload = WorkloadDecoder.workload(section, exemptions);
    var scaling = ScalingDecoder.scaling(section);
    return section.build(() -> new Side(workload.orElseThrow(), scaling.orElseThrow()));
  }

  private <T> Optional<T> release(String example, Function<Section, Optional<T>> decoder) {
    return rollouts.flatMap(
        states -> {
          states.requireOr(
              "Must be the release state of the app, such as `" + example + "`.", name.value());
          return states.section(name.value(), decoder);
        });
  }

  /** What an app's shape and its release state must agree on. */
  private Optional<App> released(Optional<?> release, Function<Cluster, App> maker) {
    if (release.isEmpty() || cluster.isEmpty()) {
      return Optional.empty();
    }
    return app.build(() -> maker.apply(cluster.get()), this::refuse);
  }

  private void refuse(String keyPath, String message) {
    if (keyPath.startsWith("release.")) {
      rollouts.orElseThrow().refuse(name + keyPath.substring("release".length()), message);
    } else {
      app.refuse(keyPath, message);
    }
  }

  private enum Strategy {
    BLUE_GREEN,
    CANARY,
    AUTOSCALED;

    static Strategy parse(String text) {
      return switch (text) {
        case "blueGreen" -> BLUE_GREEN;
        case "canary" -> CANARY;
        case "autoscaled" -> AUTOSCALED;
        default ->
            throw InvalidSpecException.of(
                "Must be `blueGreen`, `canary` or `autoscaled`, but is `" + text + "`.");
      };
    }
  }
}
