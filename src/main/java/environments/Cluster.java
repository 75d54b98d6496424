package environments;

import java.util.List;
import java.util.Optional;

/**
 * What the cluster of an environment offers to its apps.
 *
 * @param registries the hosts that images may come from; none means any
 * @param gateway what an HTTPRoute refers to that names no other
 * @param requestsPerSecondMetric the custom metric, for each pod, that {@link Autoscaling#requestsPerSecond()} is a
 *     target of
 * @param prometheusNamespace where Prometheus runs, to be let in to the metrics
 * @param imagePullSecrets Secrets that hold the registries' credentials, in each app's namespace
 */
public record Cluster(
    List<String> registries,
    Optional<GatewayReference> gateway,
    Optional<String> requestsPerSecondMetric,
    Optional<DnsLabel> prometheusNamespace,
    DnsPolicy dnsPolicy,
    List<ObjectName> imagePullSecrets,
    PriorityClass priorityClass) {
  /** A cluster that offers nothing of its own. */
  public static final Cluster PLAIN =
      new Cluster(
          List.of(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          DnsPolicy.CLUSTER_FIRST,
          List.of(),
          PriorityClass.DEFAULT);

  public Cluster {
    registries = List.copyOf(registries);
    imagePullSecrets = List.copyOf(imagePullSecrets);
  }

  public Cluster withRegistries(String... hosts) {
    return new Cluster(
        List.of(hosts),
        gateway,
        requestsPerSecondMetric,
        prometheusNamespace,
        dnsPolicy,
        imagePullSecrets,
        priorityClass);
  }

  public Cluster withGateway(GatewayReference reference) {
    return new Cluster(
        registries,
        Optional.of(reference),
        requestsPerSecondMetric,
        prometheusNamespace,
        dnsPolicy,
        imagePullSecrets,
        priorityClass);
  }

  public Cluster withRequestsPerSecondMetric(String name) {
    return new Cluster(
        registries,
        gateway,
        Optional.of(name),
        prometheusNamespace,
        dnsPolicy,
        imagePullSecrets,
        priorityClass);
  }

  public Cluster withPrometheusNamespace(DnsLabel name) {
    return new Cluster(
        registries,
        gateway,
        requestsPerSecondMetric,
        Optional.of(name),
        dnsPolicy,
        imagePullSecrets,
        priorityClass);
  }

  public Cluster withDnsPolicy(DnsPolicy policy) {
    return new Cluster(
        registries,
        gateway,
        requestsPerSecondMetric,
        prometheusNamespace,
        policy,
        imagePullSecrets,
        priorityClass);
  }

  public Cluster withImagePullSecrets(ObjectName... names) {
    return new Cluster(
        registries,
        gateway,
        requestsPerSecondMetric,
        prometheusNamespace,
        dnsPolicy,
        List.of(names),
        priorityClass);
  }

  public Cluster withPriorityClass(PriorityClass made) {
    return new Cluster(
        registries,
        gateway,
        requestsPerSecondMetric,
        prometheusNamespace,
        dnsPolicy,
        imagePullSecrets,
        made);
  }

  /** How pods resolve names: by the cluster's DNS, or, where there is none, as their node does. */
  public enum DnsPolicy {
    CLUSTER_FIRST("ClusterFirst"),
    DEFAULT("Default");

    private final String word;

    DnsPolicy(String word) {
      this.word = word;
    }

    public static DnsPolicy parse(String text) {
      return switch (text) {
        case "ClusterFirst" -> CLUSTER_FIRST;
        case "Default" -> DEFAULT;
        default ->
            throw InvalidSpecException.of(
                "Must be `ClusterFirst` or `Default`, but is `" + text + "`.");
      };
    }

    @Override
    public String toString() {
      return word;
    }
  }
}
