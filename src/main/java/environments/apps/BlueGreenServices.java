package environments.apps;

import environments.routing.ServiceExposure;
import environments.routing.ServiceNames;
import environments.text.Rules;
import environments.values.Color;
import environments.values.DnsLabel;
import java.util.List;

/**
 * The Services of a blue-green app: two for the active and the preview color, and one for each
 * color.
 *
 * @param exposure of the active Service; the others are ClusterIP
 */
public record BlueGreenServices(
    ServiceExposure exposure, DnsLabel active, DnsLabel preview, DnsLabel blue, DnsLabel green) {
  private static final List<String> ROLES = List.of("active", "preview", "blue", "green");

  public BlueGreenServices {
    var rules = Rules.check();
    ServiceNames.checkDistinct(rules, ROLES, List.of(active, preview, blue, green));
    rules.enforce();
  }

  /**
   * Returns {@code <app>-active}, {@code <app>-preview}, {@code <app>-blue} and {@code
   * <app>-green}, reachable only inside the cluster.
   */
  public static BlueGreenServices of(DnsLabel app) {
    return new BlueGreenServices(
        ServiceExposure.CLUSTER_IP,
        app.withSuffix("active"),
        app.withSuffix("preview"),
        app.withSuffix("blue"),
        app.withSuffix("green"));
  }

  public DnsLabel of(Color color) {
    return color == Color.BLUE ? blue : green;
  }

  public BlueGreenServices withExposure(ServiceExposure activeExposure) {
    return new BlueGreenServices(activeExposure, active, preview, blue, green);
  }

  public BlueGreenServices withActive(DnsLabel name) {
    return new BlueGreenServices(exposure, name, preview, blue, green);
  }

  public BlueGreenServices withPreview(DnsLabel name) {
    return new BlueGreenServices(exposure, active, name, blue, green);
  }

  public BlueGreenServices withColor(Color color, DnsLabel name) {
    return color == Color.BLUE
        ? new BlueGreenServices(exposure, active, preview, name, green)
        : new BlueGreenServices(exposure, active, preview, blue, name);
  }
}
