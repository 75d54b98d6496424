package charts;

import environments.apps.App;
import environments.apps.BlueGreenRelease;
import environments.apps.BlueGreenSpec;
import environments.apps.Callers;
import environments.cluster.Cluster;
import environments.values.Color;
import environments.values.DnsLabel;
import environments.values.Weight;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An app with two colors, one of which is active. Each color has a Deployment, an autoscaler, a
 * PodDisruptionBudget, a NetworkPolicy and a ConfigMap. The Services {@code <app>-active} and
 * {@code <app>-preview} select the color that has this role; {@code <app>-blue} and {@code
 * <app>-green} always select the same color. There are also a ServiceAccount, a route if the app
 * has a router, and a smoke test Job for each color if the app defines one.
 *
 * <pre>{@code
 * var app =
 *     BlueGreenApp.of(
 *         Cluster.PLAIN,
 *         BlueGreenSpec.of(DnsLabel.parse("checkout"), workload, Replicas.of(3)),
 *         BlueGreenRelease.active(Color.BLUE, Version.parse("1.0.0@sha256:...")));
 * app.manifests();
 * }</pre>
 */
public final class BlueGreenApp implements Construct {
  private final App.BlueGreen app;

  private BlueGreenApp(App.BlueGreen app) {
    this.app = app;
  }

  public static BlueGreenApp of(App.BlueGreen app) {
    return new BlueGreenApp(app);
  }

  /**
   * @throws environments.text.InvalidSpecException if the release state or the cluster does not
   *     suit the app
   */
  public static BlueGreenApp of(Cluster cluster, BlueGreenSpec spec, BlueGreenRelease release) {
    return new BlueGreenApp(new App.BlueGreen(cluster, spec, release));
  }

  @Override
  public String name() {
    return app.name().value();
  }

  @Override
  public List<Manifest> manifests() {
    var blue = instance(Color.BLUE);
    var green = instance(Color.GREEN);
    var routers = Callers.ofRouter(app.cluster(), app.spec().router());
    var manifests = new ArrayList<>(ServiceAccounts.of(app));
    manifests.addAll(Instances.manifests(blue, routers));
    manifests.addAll(Instances.manifests(green, routers));
    manifests.addAll(services(blue, green));
    manifests.addAll(SmokeTests.of(blue, app.spec().services().blue()));
    manifests.addAll(SmokeTests.of(green, app.spec().services().green()));
    app.spec().router().ifPresent(router -> manifests.add(Routes.route(app, router, split())));
    return List.copyOf(manifests);
  }

  private Instance instance(Color color) {
    var release = app.release();
    return Instance.of(
        app,
        new Instance.Role(Labels.COLOR, color.toString()),
        app.spec().side(color),
        release.version(color),
        release.activeVersion(),
        release.minReplicas(color));
  }

  private List<Manifest> services(Instance blue, Instance green) {
    var services = app.spec().services();
    boolean isBlueActive = app.release().active() == Color.BLUE;
    var active = (isBlueActive ? blue : green).labels().selector();
    var preview = (isBlueActive ? green : blue).labels().selector();
    return List.of(
        Services.service(app, services.active().value(), active, services.exposure()),
        Services.service(app, services.preview().value(), preview),
        Services.service(app, services.blue().value(), blue.labels().selector()),
        Services.service(app, services.green().value(), green.labels().selector()));
  }

  /** Returns the split with blue first, whichever color is active. */
  private Routes.Split split() {
    var release = app.release();
    var services = app.spec().services();
    var toPreview = release.weight();
    var toGreen = release.active() == Color.BLUE ? toPreview : Weight.of(toPreview.rest());
    return new Routes.Split(
        services.blue(), services.green(), toGreen, pinned(services.of(release.active().other())));
  }

  private Optional<DnsLabel> pinned(DnsLabel previewService) {
    return app.release().version(app.release().active().other()).map(version -> previewService);
  }
}
