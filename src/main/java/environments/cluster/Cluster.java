package environments.cluster;

import environments.text.Choice;
import environments.text.Fault;
import environments.text.Rules;
import environments.values.DnsLabel;
import environments.values.ImageRepository;
import environments.values.ObjectName;
import environments.workload.Autoscaling;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * The features that the cluster of an environment offers to its apps.
 *
 * @param registries the hosts that images may come from; any if empty
 * @param gateway of each HTTPRoute that does not name one
 * @param routerNamespaces the namespaces of the routers' proxies, which the pods admit; if
 *     empty, the namespaces of the Gateways
 * @param requestsPerSecondMetric the custom pod metric for {@link
 *     Autoscaling#requestsPerSecond()}
 * @param prometheusNamespace the namespace of Prometheus, which may read the metrics
 * @param prometheus where an analysis finds metrics
 * @param nodeLocalDns the address of the node-local DNS cache, which pods may reach
 * @param imagePullSecrets Secrets with the registries' credentials, in each app's namespace
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

  /** A cluster without any of these features. */
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
            rules.value(
                ImageRepository.isHost(host),
                "registries",
                () ->
                    Fault.ofText(
                        "Must be the host of a registry, such as `registry.example`", host)));
    requestsPerSecondMetric.ifPresent(
        metric ->
            rules.value(
                METRIC.matcher(metric).matches(),
                "requestsPerSecondMetric",
                () ->
                    Fault.ofText(
                        "Must be the name of a metric, such as `http_requests_per_second`",
                        metric)));
    rules.enforce();
  }

  public Cluster withRegistries(String... hosts) {
    return with(copy -> copy.registries = List.of(hosts));
  }

  public Cluster withGateway(GatewayReference reference) {
    return with(copy -> copy.gateway = Optional.of(reference));
  }

  /** For routers whose proxies run in another namespace than their Gateway. */
  public Cluster withRouterNamespaces(DnsLabel... names) {
    return with(copy -> copy.routerNamespaces = List.of(names));
  }

  public Cluster withRequestsPerSecondMetric(String name) {
    return with(copy -> copy.requestsPerSecondMetric = Optional.of(name));
  }

  public Cluster withPrometheusNamespace(DnsLabel name) {
    return with(copy -> copy.prometheusNamespace = Optional.of(name));
  }

  public Cluster withPrometheus(PrometheusServer server) {
    return with(copy -> copy.prometheus = Optional.of(server));
  }

  public Cluster withDnsPolicy(DnsPolicy policy) {
    return with(copy -> copy.dnsPolicy = policy);
  }

  /**
   * For clusters whose pods use a NodeLocal DNSCache.
   *
   * @see <a href="https://kubernetes.io/docs/tasks/administer-cluster/nodelocaldns/">Using
   *     NodeLocal DNSCache</a>
   */
  public Cluster withNodeLocalDns(Ipv4Address address) {
    return with(copy -> copy.nodeLocalDns = Optional.of(address));
  }

  public Cluster withImagePullSecrets(ObjectName... names) {
    return with(copy -> copy.imagePullSecrets = List.of(names));
  }

  public Cluster withPriorityClass(PriorityClass made) {
    return with(copy -> copy.priorityClass = made);
  }

  private Cluster with(Consumer<Copy> change) {
    var copy = new Copy(this);
    change.accept(copy);
    return copy.cluster();
  }

  /** A copy of a cluster with one change. */
  private static final class Copy {
    private List<String> registries;
    private Optional<GatewayReference> gateway;
    private List<DnsLabel> routerNamespaces;
    private Optional<String> requestsPerSecondMetric;
    private Optional<DnsLabel> prometheusNamespace;
    private Optional<PrometheusServer> prometheus;
    private DnsPolicy dnsPolicy;
    private Optional<Ipv4Address> nodeLocalDns;
    private List<ObjectName> imagePullSecrets;
    private PriorityClass priorityClass;

    private Copy(Cluster original) {
      registries = original.registries;
      gateway = original.gateway;
      routerNamespaces = original.routerNamespaces;
      requestsPerSecondMetric = original.requestsPerSecondMetric;
      prometheusNamespace = original.prometheusNamespace;
      prometheus = original.prometheus;
      dnsPolicy = original.dnsPolicy;
      nodeLocalDns = original.nodeLocalDns;
      imagePullSecrets = original.imagePullSecrets;
      priorityClass = original.priorityClass;
    }

    private Cluster cluster() {
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
          priorityClass);
    }
  }

  /** How pods resolve names: through the cluster's DNS or, without one, as their node does. */
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
