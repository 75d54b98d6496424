package environments.reader;

import environments.apps.BlueGreenServices;
import environments.apps.CanaryServices;
import environments.routing.ServiceExposure;
import environments.text.Durations;
import environments.values.DnsLabel;
import java.time.Duration;
import java.util.Optional;

/**
 * Reads {@code services}: the exposure of the Service that takes the traffic, and names that
 * replace the default ones.
 */
final class ServicesDecoder {
  private ServicesDecoder() {}

  static Optional<BlueGreenServices> blueGreen(Section services, DnsLabel app) {
    var exposure = exposure(services);
    var active = services.text("active", DnsLabel::parse);
    var preview = services.text("preview", DnsLabel::parse);
    var blue = services.text("blue", DnsLabel::parse);
    var green = services.text("green", DnsLabel::parse);
    return services.build(
        () -> {
          var usual = BlueGreenServices.of(app);
          return new BlueGreenServices(
              exposure.orElseThrow(),
              active.orElse(usual.active()),
              preview.orElse(usual.preview()),
              blue.orElse(usual.blue()),
              green.orElse(usual.green()));
        });
  }

  static Optional<CanaryServices> canary(Section services, DnsLabel app) {
    var exposure = exposure(services);
    var stable = services.text("stable", DnsLabel::parse);
    var canary = services.text("canary", DnsLabel::parse);
    var shared = services.text("shared", DnsLabel::parse);
    return services.build(
        () -> {
          var usual = CanaryServices.of(app);
          return new CanaryServices(
              exposure.orElseThrow(),
              stable.orElse(usual.stable()),
              canary.orElse(usual.canary()),
              shared.orElse(usual.shared()));
        });
  }

  /** The exposure and the name of an autoscaled app's only Service. */
  record Single(ServiceExposure exposure, DnsLabel name) {}

  static Optional<Single> single(Section services, DnsLabel app) {
    var exposure = exposure(services);
    var name = services.text("name", DnsLabel::parse);
    return services.build(() -> new Single(exposure.orElseThrow(), name.orElse(app)));
  }

  private static Optional<ServiceExposure> exposure(Section services) {
    var type = services.text("type", ServiceExposure.Type::parse);
    var annotations = services.texts("annotations");
    var affinity = services.section("sessionAffinity", ServicesDecoder::sessions);
    return services.build(
        () ->
            new ServiceExposure(
                type.orElse(ServiceExposure.Type.CLUSTER_IP), annotations, affinity));
  }

  private static Optional<Duration> sessions(Section affinity) {
    var time = affinity.text("clientIP", Durations::parse);
    return affinity.build(time::orElseThrow);
  }
}
