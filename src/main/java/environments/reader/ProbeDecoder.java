package environments.reader;

import environments.text.Durations;
import environments.workload.Probe;
import environments.workload.Probes;
import java.time.Duration;
import java.util.Optional;

/** Reads {@code probes}. */
final class ProbeDecoder {
  private ProbeDecoder() {}

  static Optional<Probes> probes(Section probes) {
    var readiness = probes.section("readiness", ProbeDecoder::probe);
    var liveness = probes.section("liveness", ProbeDecoder::probe);
    var startup = probes.section("startup", ProbeDecoder::probe);
    return probes.build(() -> new Probes(readiness.orElseThrow(), liveness.orElseThrow(), startup));
  }

  private static Optional<Probe> probe(Section probe) {
    var action = action(probe);
    var initialDelay = probe.text("initialDelay", Durations::parse);
    var period = probe.text("period", Durations::parse);
    var timeout = probe.text("timeout", Durations::parse);
    var failureThreshold = probe.integer("failureThreshold");
    return probe.build(
        () ->
            new Probe(
                action.orElseThrow(),
                initialDelay.orElse(Duration.ZERO),
                period.orElse(Probe.DEFAULT_PERIOD),
                timeout.orElse(Probe.DEFAULT_TIMEOUT),
                failureThreshold.orElse(Probe.DEFAULT_FAILURE_THRESHOLD)));
  }

  private static Optional<Probe.Action> action(Section probe) {
    return probe
        .section("httpGet", ProbeDecoder::httpGet)
        .or(() -> probe.section("tcpSocket", ProbeDecoder::tcpSocket))
        .or(() -> probe.section("grpc", ProbeDecoder::grpc))
        .or(() -> probe.section("exec", ProbeDecoder::exec));
  }

  private static Optional<Probe.Action> httpGet(Section get) {
    var port = get.text("port");
    var path = get.text("path");
    return get.build(() -> new Probe.HttpGet(port.orElseThrow(), path.orElseThrow()));
  }

  private static Optional<Probe.Action> tcpSocket(Section socket) {
    var port = socket.text("port");
    return socket.build(() -> new Probe.TcpSocket(port.orElseThrow()));
  }

  private static Optional<Probe.Action> grpc(Section grpc) {
    var port = grpc.text("port");
    var service = grpc.text("service");
    return grpc.build(() -> new Probe.Grpc(port.orElseThrow(), service.orElse("")));
  }

  private static Optional<Probe.Action> exec(Section exec) {
    var command = exec.list("command", text -> text);
    return exec.build(() -> new Probe.Exec(command));
  }
}
