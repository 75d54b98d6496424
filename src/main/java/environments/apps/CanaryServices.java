package environments.apps;

import environments.routing.ServiceExposure;
import environments.routing.ServiceNames;
import environments.text.Rules;
import environments.values.DnsLabel;
import environments.values.Track;
import java.util.List;

/**
 * The Services of a canary app: one for each track and, without a router, one over both.
 *
 * @param exposure of the shared Service; the others are ClusterIP
 * @param shared only created without a router
 */
public record CanaryServices(
    ServiceExposure exposure, DnsLabel stable, DnsLabel canary, DnsLabel shared) {
  private static final List<String> ROLES = List.of("stable", "canary", "shared");

  public CanaryServices {
    var rules = Rules.check();
    ServiceNames.checkDistinct(rules, ROLES, List.of(stable, canary, shared));
    rules.enforce();
  }

  /**
   * Returns {@code <app>-stable}, {@code <app>-canary} and {@code <app>}, reachable only inside the
   * cluster.
   */
  public static CanaryServices of(DnsLabel app) {
    return new CanaryServices(
        ServiceExposure.CLUSTER_IP, app.withSuffix("stable"), app.withSuffix("canary"), app);
  }

  public DnsLabel of(Track track) {
    return track == Track.STABLE ? stable : canary;
  }

  public CanaryServices withExposure(ServiceExposure sharedExposure) {
    return new CanaryServices(sharedExposure, stable, canary, shared);
  }

  public CanaryServices withTrack(Track track, DnsLabel name) {
    return track == Track.STABLE
        ? new CanaryServices(exposure, name, canary, shared)
        : new CanaryServices(exposure, stable, name, shared);
  }

  public CanaryServices withShared(DnsLabel name) {
    return new CanaryServices(exposure, stable, canary, name);
  }
}
