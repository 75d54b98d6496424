package environments.reader;

import environments.workload.MetricsEndpoint;
import environments.workload.Port;
import environments.workload.Ports;
import java.util.ArrayList;
import java.util.Optional;

/** Reads {@code ports} and {@code metrics}. */
final class PortDecoder {
  private PortDecoder() {}

  static Optional<Ports> ports(Section ports) {
    var all = new ArrayList<Port>();
    for (var name : ports.names()) {
      ports.section(name, port -> port(name, port)).ifPresent(all::add);
    }
    return ports.build(() -> new Ports(all));
  }

  private static Optional<Port> port(String name, Section port) {
    var containerPort = port.integer("containerPort");
    var servicePort = port.integer("servicePort").or(() -> containerPort);
    var protocol = port.text("protocol", Port.Protocol::parse);
    var appProtocol = port.text("appProtocol");
    return port.build(
        () ->
            new Port(
                name,
                containerPort.orElseThrow(),
                servicePort.orElseThrow(),
                protocol.orElse(Port.Protocol.TCP),
                appProtocol));
  }

  static Optional<MetricsEndpoint> metrics(Section metrics) {
    var port = metrics.text("port");
    var path = metrics.text("path");
    return metrics.build(
        () -> new MetricsEndpoint(port.orElseThrow(), path.orElse(MetricsEndpoint.DEFAULT_PATH)));
  }
}
