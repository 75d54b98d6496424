package charts;

import static charts.Fields.fields;

import environments.apps.App;
import environments.routing.ServiceExposure;
import environments.workload.Port;
import java.time.Duration;
import java.util.Map;

/** Services: stable names for the pods that a selector finds. */
final class Services {
  private Services() {}

  /** Returns a Service that is reachable only inside the cluster. */
  static Manifest service(App app, String name, Map<String, String> selector) {
    return service(app, name, selector, ServiceExposure.CLUSTER_IP);
  }

  static Manifest service(
      App app, String name, Map<String, String> selector, ServiceExposure exposure) {
    return new Manifest(
        fields()
            .set("apiVersion", "v1")
            .set("kind", "Service")
            .set(
                "metadata",
                Metadata.ofApp(app, name, PulumiAnnotations.ofService(exposure.annotations())))
            .set("spec", spec(app, selector, exposure))
            .map());
  }

  private static Fields spec(App app, Map<String, String> selector, ServiceExposure exposure) {
    var spec =
        fields()
            .set("type", exposure.type().toString())
            .set("selector", selector)
            .set(
                "ports", app.spec().workload().ports().all().stream().map(Services::port).toList());
    return exposure.sessionAffinity().isPresent()
        ? spec.setAll(sessions(exposure.sessionAffinity().get()))
        : spec;
  }

  private static Fields sessions(Duration time) {
    var config = fields().set("timeoutSeconds", Math.toIntExact(time.toSeconds()));
    return fields()
        .set("sessionAffinity", "ClientIP")
        .set("sessionAffinityConfig", fields().set("clientIP", config));
  }

  private static Fields port(Port port) {
    return fields()
        .set("name", port.name())
        .set("port", port.servicePort())
        .set("targetPort", port.name())
        .set("protocol", port.protocol().name())
        .set("appProtocol", port.appProtocol());
  }
}
