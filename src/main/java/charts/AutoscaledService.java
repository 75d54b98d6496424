package charts;

import environments.apps.App;
import environments.apps.AutoscaledRelease;
import environments.apps.AutoscaledSpec;
import environments.cluster.Cluster;
import java.util.ArrayList;
import java.util.List;

/**
 * An app that is updated in place and scaled by an autoscaler. It consists of a Deployment without
 * {@code replicas}, a Service, a HorizontalPodAutoscaler, a PodDisruptionBudget, a NetworkPolicy, a
 * ConfigMap, a ServiceAccount and, on request, a VerticalPodAutoscaler that only recommends.
 *
 * <pre>{@code
 * var app =
 *     AutoscaledService.of(
 *         Cluster.PLAIN,
 *         AutoscaledSpec.of(DnsLabel.parse("worker"), workload, Autoscaling.byCpu(3, 10, 70)),
 *         new AutoscaledRelease(Version.parse("1.0.0@sha256:...")));
 * app.manifests();
 * }</pre>
 */
public final class AutoscaledService implements Construct {
  private final App.Autoscaled app;

  private AutoscaledService(App.Autoscaled app) {
    this.app = app;
  }

  public static AutoscaledService of(App.Autoscaled app) {
    return new AutoscaledService(app);
  }

  /**
   * @throws environments.text.InvalidSpecException if the release state or the cluster does not
   *     suit the app
   */
  public static AutoscaledService of(
      Cluster cluster, AutoscaledSpec spec, AutoscaledRelease release) {
    return new AutoscaledService(new App.Autoscaled(cluster, spec, release));
  }

  @Override
  public String name() {
    return app.name().value();
  }

  @Override
  public List<Manifest> manifests() {
    var spec = app.spec();
    var instance = Instance.whole(app, spec.side(), app.release().version());
    var manifests = new ArrayList<>(ServiceAccounts.of(app));
    manifests.addAll(Instances.manifests(instance, List.of()));
    manifests.add(
        Services.service(
            app, spec.service().value(), instance.labels().selector(), spec.exposure()));
    return List.copyOf(manifests);
  }
}
