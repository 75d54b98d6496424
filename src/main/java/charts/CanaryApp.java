package charts;

import environments.apps.App;
import environments.apps.Callers;
import environments.apps.CanaryRelease;
import environments.apps.CanarySpec;
import environments.cluster.Cluster;
import environments.values.Track;
import environments.workload.Replicas;
import java.util.ArrayList;
import java.util.List;

/**
 * An app with a stable track and a canary that takes a share of the traffic. Each track has a
 * Deployment, a Service, an autoscaler, a PodDisruptionBudget, a NetworkPolicy and a ConfigMap.
 * There are also a ServiceAccount and the route that splits the traffic. Without a router, one
 * Service covers both tracks, and the ratio of their replicas is the weight.
 *
 * <pre>{@code
 * var app =
 *     CanaryApp.of(
 *         Cluster.PLAIN.withGateway(GatewayReference.of("gateway", "public")),
 *         CanarySpec.of(
 *             DnsLabel.parse("search"), workload, Replicas.of(3), HttpRoute.of("search.example")),
 *         CanaryRelease.stable(Version.parse("1.0.0@sha256:...")));
 * app.manifests();
 * }</pre>
 */
public final class CanaryApp implements Construct {
  private static final String RATIO =
      "The numbers of replicas are the weight: this track's share may be a single pod, or none.";

  private final App.Canary app;

  private CanaryApp(App.Canary app) {
    this.app = app;
  }

  public static CanaryApp of(App.Canary app) {
    return new CanaryApp(app);
  }

  /**
   * @throws environments.text.InvalidSpecException if the release state or the cluster does not
   *     suit the app
   */
  public static CanaryApp of(Cluster cluster, CanarySpec spec, CanaryRelease release) {
    return new CanaryApp(new App.Canary(cluster, spec, release));
  }

  @Override
  public String name() {
    return app.name().value();
  }

  @Override
  public List<Manifest> manifests() {
    return app.spec().router().isPresent()
        ? routed()
        : byRatio((Replicas) app.spec().stable().scaling());
  }

  private List<Manifest> routed() {
    var stable = instance(Track.STABLE);
    var canary = instance(Track.CANARY);
    var router = app.spec().router();
    var sources = Callers.ofRouter(app.cluster(), router);
    var manifests = new ArrayList<>(ServiceAccounts.of(app));
    manifests.addAll(Instances.manifests(stable, sources));
    manifests.addAll(Instances.manifests(canary, sources));
    manifests.add(service(stable, Track.STABLE));
    manifests.add(service(canary, Track.CANARY));
    manifests.addAll(SmokeTests.of(stable, app.spec().services().stable()));
    manifests.addAll(SmokeTests.of(canary, app.spec().services().canary()));
    manifests.add(Routes.route(app, router.orElseThrow(), split()));
    return List.copyOf(manifests);
  }

  /**
   * Returns the objects of an app without a router. Both tracks share one budget, because each may
   * be a single pod, and a budget for that pod alone would never let it be evicted.
   */
  private List<Manifest> byRatio(Replicas total) {
    int share = app.release().weight().share(total.count());
    var stable =
        instance(Track.STABLE).withSize(new Instance.Size.Fixed(total.count() - share, RATIO));
    var canary =
        app.release().canary().isPresent()
            ? instance(Track.CANARY).withSize(new Instance.Size.Fixed(share, RATIO))
            : instance(Track.CANARY);
    var services = app.spec().services();
    var manifests = new ArrayList<>(ServiceAccounts.of(app));
    manifests.addAll(Instances.withoutBudget(stable, List.of()));
    manifests.addAll(Instances.withoutBudget(canary, List.of()));
    manifests.add(PodDisruptionBudgets.ofApp(app));
    manifests.add(
        Services.service(
            app, services.shared().value(), Labels.anyPodOf(name()), services.exposure()));
    manifests.add(service(stable, Track.STABLE));
    manifests.add(service(canary, Track.CANARY));
    return List.copyOf(manifests);
  }

  private Instance instance(Track track) {
    return Instance.of(
        app,
        new Instance.Role(Labels.TRACK, track.toString()),
        app.spec().side(track),
        app.release().version(track),
        app.release().stable(),
        app.release().minReplicas(track));
  }

  private Manifest service(Instance instance, Track track) {
    return Services.service(
        app, app.spec().services().of(track).value(), instance.labels().selector());
  }

  private Routes.Split split() {
    var services = app.spec().services();
    return new Routes.Split(
        services.stable(),
        services.canary(),
        app.release().weight(),
        app.release().canary().map(version -> services.canary()));
  }
}
