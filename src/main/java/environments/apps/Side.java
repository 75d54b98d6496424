package environments.apps;

import environments.values.DnsLabel;
import environments.values.SideName;
import java.util.Optional;

/**
 * One color or track of an app, or the whole of an autoscaled app.
 *
 * @param spec its pods and their number
 * @param deployment the name of its Deployment
 * @param service the name of the Service that always selects it; empty for an app with one side
 */
public record Side(SideName name, SideSpec spec, DnsLabel deployment, Optional<DnsLabel> service) {
  /** A color or track of an app. */
  static Side of(DnsLabel app, SideName name, SideSpec spec, DnsLabel service) {
    return new Side(name, spec, app.withSuffix(name.value()), Optional.of(service));
  }
}
