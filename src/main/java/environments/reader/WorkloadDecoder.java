package environments.reader;

import environments.text.Durations;
import environments.text.Fault;
import environments.text.InvalidSpecException;
import environments.values.AbsolutePath;
import environments.values.DnsLabel;
import environments.values.ImageRepository;
import environments.values.ObjectName;
import environments.values.Percentage;
import environments.values.Reason;
import environments.workload.EnvironmentVariable;
import environments.workload.Exemption;
import environments.workload.Shutdown;
import environments.workload.UpdateStrategy;
import environments.workload.UserMetadata;
import environments.workload.Workload;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the specification of an app's pods, from keys that a color or track may override and from
 * those that both share.
 */
final class WorkloadDecoder {
  private WorkloadDecoder() {}

  /**
   * @param exemptions the exemptions of the environment, which those of the app override
   */
  static Optional<Workload> workload(Section app, Map<Exemption, Reason> exemptions) {
    var workload = Workload.builder();
    var namespace = app.text("namespace", DnsLabel::parse);
    namespace.ifPresent(workload::namespace);
    app.text("image", ImageRepository::parse).ifPresent(workload::image);
    workload.command(app.list("command", text -> text)).args(app.list("args", text -> text));
    app.section("ports", PortDecoder::ports).ifPresent(workload::ports);
    app.section("probes", ProbeDecoder::probes).ifPresent(workload::probes);
    app.section("metrics", PortDecoder::metrics).ifPresent(workload::metrics);
    app.section("resources", ResourcesDecoder::resources).ifPresent(workload::resources);
    files(app, workload);
    app.sections("permissions", PeerDecoder::permission).forEach(workload::permission);
    app.sections("ingress", peer -> PeerDecoder.peer(peer, namespace)).forEach(workload::ingress);
    app.sections("egress", peer -> PeerDecoder.egress(peer, namespace)).forEach(workload::egress);
    app.section("updateStrategy", WorkloadDecoder::updateStrategy)
        .ifPresent(workload::updateStrategy);
    app.section("shutdown", WorkloadDecoder::shutdown).ifPresent(workload::shutdown);
    app.integer("maxUnavailable").ifPresent(workload::maxUnavailable);
    app.integer("runAsUser").ifPresent(workload::runAsUser);
    app.text("priorityClass", ObjectName::parse).ifPresent(workload::priorityClass);
    app.text("verticalPodAutoscaler", WorkloadDecoder::recommend)
        .ifPresent(recommend -> workload.recommendResources());
    metadata(app).ifPresent(workload::metadata);
    exemptions.forEach(workload::exempt);
    ExemptionDecoder.exemptions(app, Exemption::parse).forEach(workload::exempt);
    return app.build(workload::build);
  }

  private static void files(Section app, Workload.Builder workload) {
    env(app).forEach(workload::env);
    app.texts("config").forEach(workload::config);
    app.text("configPath", AbsolutePath::parse).ifPresent(workload::configPath);
    app.each("secrets", (names, name) -> secret(names, name, workload));
    app.each("writablePaths", (names, name) -> writablePath(names, name, workload));
  }

  static Map<String, EnvironmentVariable> env(Section container) {
    var env = new LinkedHashMap<String, EnvironmentVariable>();
    container.each("env", (names, name) -> variable(names, name).ifPresent(v -> env.put(name, v)));
    return env;
  }

  private static Optional<EnvironmentVariable> variable(Section names, String name) {
    return names.isMapping(name)
        ? names.section(name, WorkloadDecoder::reference)
        : names.text(name, EnvironmentVariable.Literal::new);
  }

  private static Optional<EnvironmentVariable> reference(Section variable) {
    Optional<EnvironmentVariable> field =
        variable.text("fieldRef", EnvironmentVariable.FieldRef::new);
    return field.or(() -> variable.section("secretKeyRef", WorkloadDecoder::secretKey));
  }

  private static Optional<EnvironmentVariable> secretKey(Section reference) {
    var name = reference.text("name", ObjectName::parse);
    var key = reference.text("key");
    return reference.build(
        () -> new EnvironmentVariable.SecretKeyRef(name.orElseThrow(), key.orElseThrow()));
  }

  private static void secret(Section names, String name, Workload.Builder workload) {
    var secret = names.name(name, ObjectName::parse);
    var path = names.text(name, AbsolutePath::parse);
    secret.ifPresent(found -> path.ifPresent(folder -> workload.secret(found, folder)));
  }

  private static void writablePath(Section names, String name, Workload.Builder workload) {
    var path = names.name(name, AbsolutePath::parse);
    var size = names.quantity(name);
    path.ifPresent(folder -> size.ifPresent(limit -> workload.writablePath(folder, limit)));
  }

  private static Optional<UpdateStrategy> updateStrategy(Section strategy) {
    var standard = UpdateStrategy.DEFAULT;
    var maxSurge = strategy.text("maxSurge", Percentage::parse);
    var minReady = strategy.text("minReady", Durations::parse);
    var progressDeadline = strategy.text("progressDeadline", Durations::parse);
    var revisionHistoryLimit = strategy.integer("revisionHistoryLimit");
    return strategy.build(
        () ->
            new UpdateStrategy(
                maxSurge.orElse(standard.maxSurge()),
                minReady.orElse(standard.minReady()),
                progressDeadline.orElse(standard.progressDeadline()),
                revisionHistoryLimit.orElse(standard.revisionHistoryLimit())));
  }

  private static Optional<Shutdown> shutdown(Section shutdown) {
    var preStop = shutdown.text("preStop", Durations::parse);
    var gracePeriod = shutdown.text("gracePeriod", Durations::parse);
    return shutdown.build(
        () ->
            new Shutdown(
                preStop.orElse(Shutdown.DEFAULT.preStop()),
                gracePeriod.orElse(Shutdown.DEFAULT.gracePeriod())));
  }

  private static String recommend(String text) {
    if (!text.equals("recommend")) {
      throw InvalidSpecException.of(
          Fault.ofText("Must be `recommend`", text)
              .withFix("; remove the key if you do not want a VerticalPodAutoscaler."));
    }
    return text;
  }

  private static Optional<UserMetadata> metadata(Section app) {
    var labels = app.texts("labels");
    var annotations = app.texts("annotations");
    return app.build(() -> new UserMetadata(labels, annotations));
  }
}
