package charts;

import environments.analysis.SmokeTest;
import environments.analysis.SmokeTestJob;
import environments.apps.App;
import environments.apps.SideSpec;
import environments.cluster.Cluster;
import environments.values.DnsLabel;
import environments.values.Image;
import environments.values.Version;
import environments.workload.Autoscaling;
import environments.workload.Replicas;
import environments.workload.Scaling;
import environments.workload.Workload;
import java.util.Optional;

/**
 * One Deployment of an app with the objects that belong to it: a color, a track, or all of an
 * autoscaled app.
 *
 * @param name the name of the Deployment, such as {@code checkout-blue}
 * @param role the label that distinguishes it from the app's other Deployment, if there is one
 * @param image the image that it runs, or would run if it were not retired
 * @param size the number of pods, or who decides it
 * @param configMap the name of its ConfigMap, if it has one
 */
record Instance(
    App app,
    String name,
    Optional<Role> role,
    Workload workload,
    Image image,
    Size size,
    Optional<String> configMap) {
  /**
   * Returns a color or track. Without a version it is retired, and its image has the version of the
   * other one.
   *
   * @param elsewhere the version of the other color or track
   * @param minReplicas the minimum of its autoscaler, if higher than its own setting
   */
  static Instance of(
      App app,
      Role role,
      SideSpec side,
      Optional<Version> version,
      Version elsewhere,
      Optional<Integer> minReplicas) {
    return of(
        app,
        app.name() + "-" + role.value(),
        Optional.of(role),
        side.workload(),
        version.orElse(elsewhere),
        version.isPresent()
            ? Size.of(kept(side.scaling(), minReplicas))
            : new Size.Retired(side.scaling()));
  }

  /**
   * Applies the minimum of a release, as far as it is possible: since it was set, the environment
   * file may have removed the autoscaler or lowered its maximum.
   */
  private static Scaling kept(Scaling scaling, Optional<Integer> minReplicas) {
    return scaling instanceof Autoscaling autoscaling && minReplicas.isPresent()
        ? autoscaling.keeping(minReplicas.get())
        : scaling;
  }

  /** Returns the only Deployment of an app without colors or tracks. */
  static Instance whole(App app, SideSpec side, Version version) {
    return of(
        app,
        app.name().value(),
        Optional.empty(),
        side.workload(),
        version,
        Size.of(side.scaling()));
  }

  private static Instance of(
      App app, String name, Optional<Role> role, Workload workload, Version version, Size size) {
    return new Instance(
        app,
        name,
        role,
        workload,
        new Image(workload.image(), version),
        size,
        ConfigMaps.name(name, workload.config()));
  }

  Instance withSize(Size pods) {
    return new Instance(app, name, role, workload, image, pods, configMap);
  }

  Cluster cluster() {
    return app.cluster();
  }

  DnsLabel namespace() {
    return workload.namespace();
  }

  Labels labels() {
    return Labels.of(this);
  }

  /** Returns the Job that tests it; empty if it is retired and so has no pods to test. */
  Optional<SmokeTestJob> smokeTest() {
    return size instanceof Size.Retired
        ? Optional.empty()
        : app.spec().smokeTest().flatMap(SmokeTest::job);
  }

  String smokeTestName() {
    return name + SmokeTestJob.SUFFIX;
  }

  /** The label that distinguishes an instance from the other one of its app. */
  record Role(String label, String value) {}

  /** The number of pods of an instance, or who decides it. */
  sealed interface Size {
    static Size of(Scaling scaling) {
      if (scaling instanceof Autoscaling autoscaling) {
        return new ByAutoscaler(autoscaling);
      }
      return new Fixed(((Replicas) scaling).count(), "");
    }

    /**
     * @param reason why there are fewer than two pods; not used if there are more
     */
    record Fixed(int replicas, String reason) implements Size {}

    /** The autoscaler decides, so the Deployment has no {@code replicas}. */
    record ByAutoscaler(Autoscaling autoscaling) implements Size {}

    /**
     * No pods and no autoscaler until the color or track gets a version.
     *
     * @param scaling its scaling once it has a version
     */
    record Retired(Scaling scaling) implements Size {}
  }
}
