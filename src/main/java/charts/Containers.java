package charts;

import static charts.Fields.fields;

import environments.workload.EnvironmentVariable;
import environments.workload.Port;
import environments.workload.Probe;
import environments.workload.Resources;
import environments.workload.Workload;
import java.util.List;
import java.util.Map;

/** The container of an app. */
final class Containers {
  private Containers() {}

  static Fields container(Instance instance, List<Fields> mounts) {
    var workload = instance.workload();
    return fields()
        .set("name", instance.app().name().value())
        .set("image", instance.image().toString())
        .set("imagePullPolicy", "Always")
        .set("command", workload.command())
        .set("args", workload.args())
        .set("ports", workload.ports().all().stream().map(Containers::port).toList())
        .set("env", variables(workload.env()))
        .set("resources", resources(workload.resources()))
        .set("startupProbe", workload.probes().startup().map(p -> probe(workload, p)))
        .set("readinessProbe", probe(workload, workload.probes().readiness()))
        .set("livenessProbe", probe(workload, workload.probes().liveness()))
        .set("lifecycle", fields().set("preStop", sleep(workload)))
        .set("terminationMessagePolicy", "FallbackToLogsOnError")
        .set("securityContext", SecurityContexts.ofContainer(workload.runAsUser()))
        .set("volumeMounts", mounts);
  }

  private static Fields port(Port port) {
    return fields()
        .set("name", port.name())
        .set("containerPort", port.containerPort())
        .set("protocol", port.protocol().name());
  }

  static List<Fields> variables(Map<String, EnvironmentVariable> env) {
    return env.entrySet().stream().map(Containers::variable).toList();
  }

  private static Fields variable(Map.Entry<String, EnvironmentVariable> entry) {
    var variable = fields().set("name", entry.getKey());
    if (entry.getValue() instanceof EnvironmentVariable.Literal literal) {
      return variable.set("value", literal.value());
    }
    return variable.set("valueFrom", source(entry.getValue()));
  }

  private static Fields source(EnvironmentVariable variable) {
    if (variable instanceof EnvironmentVariable.FieldRef field) {
      return fields().set("fieldRef", fields().set("fieldPath", field.fieldPath()));
    }
    if (variable instanceof EnvironmentVariable.SecretKeyRef reference) {
      return fields()
          .set(
              "secretKeyRef",
              fields().set("name", reference.secret().value()).set("key", reference.key()));
    }
    throw new IllegalStateException("Unknown kind of variable: " + variable);
  }

  static Fields resources(Resources resources) {
    return fields()
        .set("requests", amounts(resources.requests()))
        .set("limits", amounts(resources.limits()));
  }

  private static Fields amounts(Resources.Amounts amounts) {
    return fields()
        .set("cpu", amounts.cpu().text())
        .set("memory", amounts.memory().text())
        .set("ephemeral-storage", amounts.ephemeralStorage().text());
  }

  private static Fields probe(Workload workload, Probe probe) {
    var fields = action(workload, probe.action());
    if (!probe.initialDelay().isZero()) {
      fields.set("initialDelaySeconds", (int) probe.initialDelay().toSeconds());
    }
    return fields
        .set("periodSeconds", (int) probe.period().toSeconds())
        .set("timeoutSeconds", (int) probe.timeout().toSeconds())
        .set("failureThreshold", probe.failureThreshold());
  }

  private static Fields action(Workload workload, Probe.Action action) {
    if (action instanceof Probe.HttpGet get) {
      return fields().set("httpGet", fields().set("path", get.path()).set("port", get.portName()));
    }
    if (action instanceof Probe.TcpSocket socket) {
      return fields().set("tcpSocket", fields().set("port", socket.portName()));
    }
    if (action instanceof Probe.Grpc grpc) {
      return fields().set("grpc", grpc(workload, grpc));
    }
    if (action instanceof Probe.Exec exec) {
      return fields().set("exec", fields().set("command", exec.command()));
    }
    throw new IllegalStateException("No such action: " + action);
  }

  /** Uses the number of the port, because Kubernetes does not accept its name here. */
  private static Fields grpc(Workload workload, Probe.Grpc grpc) {
    var port = workload.ports().named(grpc.portName()).orElseThrow().containerPort();
    var fields = fields().set("port", port);
    return grpc.service().isEmpty() ? fields : fields.set("service", grpc.service());
  }

  /** Lets the kubelet sleep, so that the image needs no shell. */
  private static Fields sleep(Workload workload) {
    return fields()
        .set("sleep", fields().set("seconds", (int) workload.shutdown().preStop().toSeconds()));
  }
}
