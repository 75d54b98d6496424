package environments;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the cluster of an environment offers to its apps.
 *
 * @param registries the hosts that images may come from; none means any
 * @param gateway what an HTTPRoute refers to that names no other
 * @param routerNamespaces where the proxies of the routers run, to be let in to the pods; if none is named, the
 *     namespaces of the Gateways themselves
 * @param requestsPerSecondMetric the custom metric, for each pod, that {@link Autoscaling#requestsPerSecond()} is a
 *     target of
 * @param prometheusNamespace where Prometheus runs, to be let in to the metrics
 * @param prometheus where an analysis finds metrics
 * @param nodeLocalDns where pods find the DNS cache of their node, to be let out to it
 * @param imagePullSecrets Secrets that hold the registries' credentials, in each app's namespace
 */
public record Cluster(
    List<String> registries,
    Optional<GatewayReference> gateway,
    List<DnsLabel> routerNamespaces,
    Optional<String> requestsPerSecondMetric,
    Optional<DnsLabel> prometheusNamespace,
    Optional<PrometheusServer> prometheus,
    DnsPolicy dnsPolicy,
    Optional<Ipv4Address> nodeLocalDns,
    List<ObjectName> imagePullSecrets,
    PriorityClass priorityClass) {
  private static final Pattern METRIC = Pattern.compile("[A-Za-z_:][A-Za-z0-9_:.-]{0,252}");

  /** A cluster that offers nothing of its own. */
  public static final Cluster PLAIN =
      new Cluster(
          List.of(),
          Optional.empty(),
          List.of(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          DnsPolicy.CLUSTER_FIRST,
          Optional.empty(),
          List.of(),
          PriorityClass.DEFAULT);

  public Cluster {
    registries = List.copyOf(registries);
    routerNamespaces = List.copyOf(routerNamespaces);
    imagePullSecrets = List.copyOf(imagePullSecrets);
    var rules = Rules.check();
    registries.forEach(
        host ->
            rules.that(
                ImageRepository.isHost(host),
                "registries",
                () ->
                    "Must be a registry's host, such as `registry.example`, but is `"
                        + host
                        + "`."));
    requestsPerSecondMetric.ifPresent(
        metric ->
            rules.that(
                METRIC.matcher(metric).matches(),
                "requestsPerSecondMetric",
                () ->
                    "Must be the name of a metric, such as `http_requests_per_second`, but is `"
                        + metric
                        + "`."));
    rules.enforce();
  }

  public Cluster withRegistries(String... hosts) {
    return new Cluster(
        List.of(hosts),
        gateway,
        routerNamespaces,
        requestsPerSecondMetric,
        prometheusNamespace,
        prometheus,
        dnsPolicy,
        nodeLocalDns,
        imagePullSecrets,
        priorityClass);
  }

  public Cluster withGateway(GatewayReference reference) {
    return new Cluster(
        registries,
        Optional.of(reference),
        routerNamespaces,
        requestsPerSecondMetric,
        prometheusNamespace,
        prometheus,
        dnsPolicy,
        nodeLocalDns,
        imagePullSecrets,
        priorityClass);
  }

  /** For a router whose proxies do not run where its Gateway is. */
  public Cluster withRouterNamespaces(DnsLabel... names) {
    return new Cluster(
        registries,
        gateway,
        List.of(names),
        requestsPerSecondMetric,
        prometheusNamespace,
        prometheus,
        dnsPolicy,
        nodeLocalDns,
        imagePullSecrets,
        priorityClass);
  }

  public Cluster withRequestsPerSecondMetric(String name) {
    return new Cluster(
        registries,
        gateway,
        routerNamespaces,
        Optional.of(name),
        prometheusNamespace,
        prometheus,
        dnsPolicy,
        nodeLocalDns,
        imagePullSecrets,
        priorityClass);
  }

  public Cluster withPrometheusNamespace(DnsLabel name) {
    return new Cluster(
        registries,
        gateway,
        routerNamespaces,
        requestsPerSecondMetric,
        Optional.of(name),
        prometheus,
        dnsPolicy,
        nodeLocalDns,
        imagePullSecrets,
        priorityClass);
  }

  public Cluster withPrometheus(PrometheusServer server) {
    return new Cluster(
        registries,
        gateway,
        routerNamespaces,
        requestsPerSecondMetric,
        prometheusNamespace,
        Optional.of(server),
        dnsPolicy,
        nodeLocalDns,
        imagePullSecrets,
        priorityClass);
  }

  public Cluster withDnsPolicy(DnsPolicy policy) {
    return new Cluster(
        registries,
        gateway,
        routerNamespaces,
        requestsPerSecondMetric,
        prometheusNamespace,
        prometheus,
        policy,
        nodeLocalDns,
        imagePullSecrets,
        priorityClass);
  }

  /**
   * For a cluster whose nodes have a NodeLocal DNSCache that pods ask.
   *
   * @see <a href="https://kubernetes.io/docs/tasks/administer-cluster/nodelocaldns/">Using NodeLocal DNSCache</a>
   */
  public Cluster withNodeLocalDns(Ipv4Address address) {
    return new Cluster(
        registries,
        gateway,
        routerNamespaces,
        requestsPerSecondMetric,
        prometheusNamespace,
        prometheus,
        dnsPolicy,
        Optional.of(address),
        imagePullSecrets,
        priorityClass);
  }

  public Cluster withImagePullSecrets(ObjectName... names) {
    return new Cluster(
        registries,
        gateway,
        routerNamespaces,
        requestsPerSecondMetric,
        prometheusNamespace,
        prometheus,
        dnsPolicy,
        nodeLocalDns,
        List.of(names),
        priorityClass);
  }

  public Cluster withPriorityClass(PriorityClass made) {
    return new Cluster(
        registries,
        gateway,
        routerNamespaces,
        requestsPerSecondMetric,
        prometheusNamespace,
        prometheus,
        dnsPolicy,
        nodeLocalDns,
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
      return Choice.parse(text, values());
    }

    @Override
    public String toString() {
      return word;
    }
  }
}
