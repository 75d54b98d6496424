package environments.reader;

import environments.NamespaceSpec;
import environments.NamespaceSpec.PodSecurity;
import environments.cluster.Cluster;
import environments.cluster.Ipv4Address;
import environments.cluster.PriorityClass;
import environments.cluster.PrometheusServer;
import environments.text.Durations;
import environments.values.DnsLabel;
import environments.values.ObjectName;
import environments.values.Quantity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/** Reads {@code cluster} and {@code namespaces}. */
final class ClusterDecoder {
  private ClusterDecoder() {}

  static Optional<Cluster> cluster(Section cluster) {
    var registries = cluster.list("registries", text -> text);
    var gateway = cluster.section("gateway", RouterDecoder::gateway);
    var routerNamespaces = cluster.list("routerNamespaces", DnsLabel::parse);
    var requestsPerSecondMetric = cluster.text("requestsPerSecondMetric");
    var prometheusNamespace = cluster.text("prometheusNamespace", DnsLabel::parse);
    var prometheus = cluster.section("prometheus", ClusterDecoder::prometheus);
    var dnsPolicy = cluster.text("dnsPolicy", Cluster.DnsPolicy::parse);
    var nodeLocalDns = cluster.text("nodeLocalDns", Ipv4Address::parse);
    var imagePullSecrets = cluster.list("imagePullSecrets", ObjectName::parse);
    var priorityClass = cluster.section("priorityClass", ClusterDecoder::priorityClass);
    return cluster.build(
        () ->
            new Cluster(
                registries,
                gateway,
                routerNamespaces,
                requestsPerSecondMetric,
                prometheusNamespace,
                prometheus,
                dnsPolicy.orElse(Cluster.DnsPolicy.CLUSTER_FIRST),
                nodeLocalDns,
                imagePullSecrets,
                priorityClass.orElse(PriorityClass.DEFAULT)));
  }

  private static Optional<PrometheusServer> prometheus(Section prometheus) {
    var url = prometheus.text("url");
    var scrapeInterval = prometheus.text("scrapeInterval", Durations::parse);
    return prometheus.build(
        () ->
            new PrometheusServer(
                url.orElseThrow(),
                scrapeInterval.orElse(PrometheusServer.DEFAULT_SCRAPE_INTERVAL)));
  }

  private static Optional<PriorityClass> priorityClass(Section priorityClass) {
    var name = priorityClass.text("name", ObjectName::parse);
    var value = priorityClass.integer("value");
    return priorityClass.build(() -> new PriorityClass(name.orElseThrow(), value.orElseThrow()));
  }

  static List<NamespaceSpec> namespaces(Section environment) {
    var namespaces = new ArrayList<NamespaceSpec>();
    environment.each(
        "namespaces",
        (names, name) -> {
          var label = names.name(name, DnsLabel::parse);
          names.section(name, section -> namespace(label, section)).ifPresent(namespaces::add);
        });
    return namespaces;
  }

  private static Optional<NamespaceSpec> namespace(Optional<DnsLabel> name, Section namespace) {
    var podSecurity = namespace.text("podSecurity", PodSecurity::parse);
    var quota = new LinkedHashMap<String, Quantity>();
    namespace.each(
        "quota",
        (names, resource) ->
            names.quantity(resource).ifPresent(limit -> quota.put(resource, limit)));
    return name.flatMap(
        label ->
            namespace.build(
                () -> new NamespaceSpec(label, podSecurity.orElse(PodSecurity.RESTRICTED), quota)));
  }
}
