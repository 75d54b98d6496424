package charts;

import static charts.Fields.fields;

import environments.cluster.Cluster.DnsPolicy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Pod templates that meet the restricted Pod Security Standard and spread over nodes and zones. */
final class Pods {
  private static final String HOSTNAME = "kubernetes.io/hostname";
  private static final String ZONE = "topology.kubernetes.io/zone";

  private Pods() {}

  static Fields template(Instance instance) {
    return fields()
        .set(
            "metadata",
            fields()
                .set("labels", instance.labels().versioned())
                .set("annotations", annotations(instance)))
        .set("spec", spec(instance));
  }

  private static Map<String, String> annotations(Instance instance) {
    var annotations = new LinkedHashMap<String, String>();
    instance
        .workload()
        .metrics()
        .ifPresent(
            metrics -> {
              var port = instance.workload().ports().named(metrics.port()).orElseThrow();
              annotations.put("prometheus.io/scrape", "true");
              annotations.put("prometheus.io/port", Integer.toString(port.containerPort()));
              annotations.put("prometheus.io/path", metrics.path());
            });
    annotations.putAll(instance.workload().metadata().annotations());
    return annotations;
  }

  private static Fields spec(Instance instance) {
    var workload = instance.workload();
    var volumes = Volumes.of(instance);
    return account(instance)
        .set("enableServiceLinks", false)
        .setAll(surroundings(instance))
        .set("terminationGracePeriodSeconds", (int) workload.shutdown().gracePeriod().toSeconds())
        .set("securityContext", SecurityContexts.ofPod(workload.runAsUser()))
        .set("affinity", fields().set("podAntiAffinity", antiAffinity(instance)))
        .set(
            "topologySpreadConstraints",
            List.of(spread(instance, HOSTNAME), spread(instance, ZONE)))
        .set("containers", List.of(Containers.container(instance, volumes.mounts())))
        .set("volumes", volumes.volumes());
  }

  /** Returns the fields for the identity of a pod, without an API token. */
  static Fields account(Instance instance) {
    return fields()
        .set("serviceAccountName", instance.app().name().value())
        .set("automountServiceAccountToken", false);
  }

  /** Returns the fields for the priority of a pod and for how it resolves names. */
  static Fields surroundings(Instance instance) {
    var cluster = instance.cluster();
    var rank = instance.workload().priorityClass().orElse(cluster.priorityClass().name());
    var surroundings = fields().set("priorityClassName", rank.value());
    return cluster.dnsPolicy() == DnsPolicy.CLUSTER_FIRST
        ? surroundings
        : surroundings.set("dnsPolicy", cluster.dnsPolicy().toString());
  }

  /** Prefers other nodes: on a small cluster, two pods on one node are better than one pod. */
  private static Fields antiAffinity(Instance instance) {
    return fields()
        .set(
            "preferredDuringSchedulingIgnoredDuringExecution",
            List.of(
                fields()
                    .set("weight", 100)
                    .set(
                        "podAffinityTerm",
                        fields()
                            .set("topologyKey", HOSTNAME)
                            .set("labelSelector", matchLabels(instance)))));
  }

  /** Leaves pods of the previous version out of the count, by the label of their ReplicaSet. */
  private static Fields spread(Instance instance, String topologyKey) {
    return fields()
        .set("maxSkew", 1)
        .set("topologyKey", topologyKey)
        .set("whenUnsatisfiable", "ScheduleAnyway")
        .set("labelSelector", matchLabels(instance))
        .set("matchLabelKeys", List.of("pod-template-hash"));
  }

  private static Fields matchLabels(Instance instance) {
    return fields().set("matchLabels", instance.labels().instanceSelector());
  }
}
