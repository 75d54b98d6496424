package charts;

import static charts.Fields.fields;

import environments.analysis.SmokeTestJob;
import environments.cluster.Cluster.DnsPolicy;
import environments.values.DnsLabel;
import environments.workload.EnvironmentVariable;
import environments.yaml.Canonical;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Jobs that test a color or track through its own Service. A Job's pod template is immutable, so
 * its name ends with a hash of what it tests and how: each change makes a new Job.
 */
final class SmokeTests {
  private SmokeTests() {}

  /**
   * Returns a policy and a Job, if the app has such a Job and the color or track has a version.
   *
   * @param service the Service that always selects this color or track
   */
  static List<Manifest> of(Instance instance, DnsLabel service) {
    return instance
        .smokeTest()
        .map(job -> List.of(NetworkPolicies.ofSmokeTest(instance), job(instance, job, service)))
        .orElse(List.of());
  }

  private static Manifest job(Instance instance, SmokeTestJob job, DnsLabel service) {
    var spec =
        fields()
            .set("backoffLimit", 0)
            .set("activeDeadlineSeconds", (int) job.timeout().toSeconds())
            .set("template", template(instance, job, service));
    var name = instance.smokeTestName() + "-" + hash(instance, spec);
    return new Manifest(
        fields()
            .set("apiVersion", "batch/v1")
            .set("kind", "Job")
            .set("metadata", Metadata.ofSmokeTest(instance, name, PulumiAnnotations.SKIP_AWAIT))
            .set("spec", spec)
            .map());
  }

  private static String hash(Instance instance, Fields spec) {
    var text = new Canonical().plain(List.of(Pods.template(instance).map(), spec.map()));
    return text.sha256().substring(0, SmokeTestJob.HASH_LENGTH);
  }

  private static Fields template(Instance instance, SmokeTestJob job, DnsLabel service) {
    return fields()
        .set(
            "metadata",
            fields()
                .set("labels", instance.labels().ofSmokeTest())
                .set("annotations", instance.workload().metadata().annotations()))
        .set("spec", pod(instance, job, service));
  }

  private static Fields pod(Instance instance, SmokeTestJob job, DnsLabel service) {
    var volumes = Volumes.writable(instance);
    return fields()
        .set("restartPolicy", "Never")
        .setAll(Pods.account(instance))
        .set("enableServiceLinks", !hasDns(instance))
        .setAll(Pods.surroundings(instance))
        .set("securityContext", SecurityContexts.ofPod(instance.workload().runAsUser()))
        .set("containers", List.of(container(instance, job, service, volumes.mounts())))
        .set("volumes", volumes.volumes());
  }

  /** Takes resources, user and writable folders from the app, whose image is made for them. */
  private static Fields container(
      Instance instance, SmokeTestJob job, DnsLabel service, List<Fields> mounts) {
    var workload = instance.workload();
    return fields()
        .set("name", "smoke-test")
        .set("image", job.image().orElse(instance.image()).toString())
        .set("imagePullPolicy", "Always")
        .set("command", job.command())
        .set("args", job.args())
        .set("env", Containers.variables(variables(instance, job, service)))
        .set("resources", Containers.resources(workload.resources()))
        .set("terminationMessagePolicy", "FallbackToLogsOnError")
        .set("securityContext", SecurityContexts.ofContainer(workload.runAsUser()))
        .set("volumeMounts", mounts);
  }

  /** Returns the target first, because a variable may refer to those before it. */
  private static Map<String, EnvironmentVariable> variables(
      Instance instance, SmokeTestJob job, DnsLabel service) {
    var port = instance.workload().ports().all().get(0).servicePort();
    var variables = new LinkedHashMap<String, EnvironmentVariable>();
    variables.put(SmokeTestJob.TARGET_HOST, literal(host(instance, service)));
    variables.put(SmokeTestJob.TARGET_PORT, literal(Integer.toString(port)));
    variables.putAll(job.env());
    return variables;
  }

  private static EnvironmentVariable literal(String value) {
    return new EnvironmentVariable.Literal(value);
  }

  /** Uses the variable that the kubelet sets for each Service if there is no cluster DNS. */
  private static String host(Instance instance, DnsLabel service) {
    return hasDns(instance)
        ? service + "." + instance.namespace() + ".svc"
        : "$(" + service.value().replace('-', '_').toUpperCase(Locale.ROOT) + "_SERVICE_HOST)";
  }

  private static boolean hasDns(Instance instance) {
    return instance.cluster().dnsPolicy() == DnsPolicy.CLUSTER_FIRST;
  }
}
