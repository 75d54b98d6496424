package environments.format;

import environments.NamespaceSpec;
import environments.cluster.Cluster;
import environments.cluster.PriorityClass;
import environments.cluster.PrometheusServer;
import environments.format.Shape.Amount;
import environments.format.Shape.Items;
import environments.format.Shape.Mapping;
import environments.format.Shape.Named;
import environments.format.Shape.Text;
import environments.format.Shape.Whole;
import environments.format.Shape.Words;
import environments.text.Durations;

/** The keys in the files of {@code environments/}, except those of apps. */
public final class EnvironmentKeys {
  private static final Mapping PRIORITY_CLASS =
      Keys.builder()
          .required("name", Forms.OBJECT_NAME, "the name of the PriorityClass", "not `system-...`")
          .required("value", new Whole(-1000000000, 1000000000), "the priority of the pods")
          .mapping();

  private static final Mapping PROMETHEUS =
      Keys.builder()
          .required(
              "url",
              Forms.HTTP_URL,
              "the URL at which `./sluice run` reaches it, such as `https://prometheus.example`")
          .optional(
              "scrapeInterval",
              Forms.duration("1s", "5m"),
              "the time between two scrapes of a pod",
              Durations.text(PrometheusServer.DEFAULT_SCRAPE_INTERVAL))
          .mapping();

  private static final Mapping CLUSTER =
      Keys.builder()
          .optional(
              "registries",
              new Items(Forms.TEXT, 0),
              "the registries that images may come from, by host",
              "any")
          .optional(
              "gateway",
              CommonKeys.GATEWAY,
              "the Gateway of each HTTPRoute that does not name one",
              "none")
          .optional(
              "requestsPerSecondMetric",
              Forms.TEXT,
              "the custom pod metric for `requestsPerSecond`",
              "none")
          .optional(
              "routerNamespaces",
              new Items(Forms.NAME, 0),
              "the namespaces of the routers' proxies, if not those of their Gateways;"
                  + " NetworkPolicies admit them",
              "the Gateways' own")
          .optional(
              "prometheusNamespace",
              Forms.NAME,
              "the namespace of Prometheus; NetworkPolicies admit it to the metrics",
              "none")
          .optional(
              "prometheus",
              PROMETHEUS,
              "the Prometheus server that each `analysis` queries",
              "none")
          .optional(
              "dnsPolicy",
              Words.of("ClusterFirst", "Default"),
              "how pods resolve names: through the cluster's DNS, or as their node does",
              "`" + Cluster.PLAIN.dnsPolicy() + "`")
          .optional(
              "nodeLocalDns",
              Forms.IPV4,
              "the address of NodeLocal DNSCache, if the cluster has it; NetworkPolicies allow it",
              "none")
          .optional(
              "imagePullSecrets",
              new Items(Forms.OBJECT_NAME, 0),
              "Secrets with credentials for the registries, in the namespace of each app",
              "none")
          .optional(
              "priorityClass",
              PRIORITY_CLASS,
              "the PriorityClass that the environment creates for its pods; it belongs to the whole"
                  + " cluster, and its value cannot be changed: environments in the same cluster"
                  + " must use the same name and value, or different names",
              "`" + PriorityClass.DEFAULT.name() + "`, " + PriorityClass.DEFAULT.value())
          .mapping();

  private static final Mapping NAMESPACE =
      Keys.builder()
          .optional(
              "podSecurity",
              Words.of("restricted", "baseline"),
              "the Pod Security Standard that the API server enforces",
              "`" + NamespaceSpec.PodSecurity.RESTRICTED + "`")
          .optional(
              "quota",
              new Named(
                  "resource",
                  new Text("resource", NamespaceSpec.RESOURCES),
                  new Amount("quantity")),
              "hard limits of a ResourceQuota, at least what the apps need when all are fully"
                  + " scaled and being updated (counting their pods, Services, Deployments and"
                  + " Jobs), by resource: `pods`, `services`, `secrets`, `configmaps`,"
                  + " `persistentvolumeclaims`, `services.loadbalancers`, `services.nodeports`,"
                  + " `requests.` or `limits.` and `cpu`, `memory` or `ephemeral-storage`,"
                  + " `requests.storage`, or `count/<resource>.<group>`",
              "whole numbers for counts",
              "no ResourceQuota")
          .mapping();

  private static final Mapping MANIFESTS =
      Keys.builder()
          .required(
              "files",
              new Items(Forms.PROJECT_PATH, 1),
              "the files with the objects",
              "not in `dist/`")
          .optional(
              "exemptions", CommonKeys.ALL_EXEMPTIONS, "reasons for exemptions, by check", "none")
          .mapping();

  public static final Mapping FILE =
      Keys.builder()
          .required("version", new Whole(1, 1), "the version of this format; in each file")
          .optional(
              "cluster",
              CLUSTER,
              "the properties of the cluster that apps depend on",
              "the defaults below")
          .optional(
              "namespaces",
              new Named("namespace", Forms.NAME, NAMESPACE),
              "the namespaces that the environment creates, by name; must include the namespace of"
                  + " each app; `{}` means the defaults",
              "not `default` and not `kube-...`",
              "none")
          .optional(
              "exemptions",
              CommonKeys.EXEMPTIONS,
              "reasons for exemptions of all apps, by check",
              "none")
          .optional(
              "manifests",
              new Named("name", Forms.NAME, MANIFESTS),
              "objects in addition to those of the apps, by name",
              "not the name of an app",
              "none")
          .optional(
              "apps",
              new Named("app", Forms.NAME, AppKeys.APP),
              "the apps, by name",
              "names leave room for pod names: at most 40 characters (`blueGreen`), 39 (`canary`),"
                  + " 46 (`autoscaled`); not a Windows device such as `con`",
              "none")
          .mapping();

  private EnvironmentKeys() {}
}
