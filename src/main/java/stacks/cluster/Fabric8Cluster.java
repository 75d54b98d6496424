package stacks.cluster;

import charts.Labels;
import charts.Manifest;
import charts.RouteKind;
import environments.values.ClusterUid;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.NamedContext;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** The cluster of a kubeconfig, accessed through fabric8's client. */
public final class Fabric8Cluster implements LiveCluster, LivePods, AutoCloseable {
  private static final String IDENTIFYING_NAMESPACE = "kube-system";
  private static final String JOB = "batch.kubernetes.io/job-name";

  /** The pause doubles each time: 0.1 s, 0.2 s and so on. */
  private static final int RETRIES = 5;

  /** In milliseconds: a busy machine takes longer than the client's default of ten seconds. */
  private static final int PATIENCE = 30_000;

  private final KubernetesClient client;

  private Fabric8Cluster(KubernetesClient client) {
    this.client = client;
  }

  /**
   * @param context of the kubeconfig; its current one if empty
   * @throws ClusterException if there is no such context, or the kubeconfig cannot be used
   */
  public static Fabric8Cluster of(Optional<String> context) {
    try {
      return configured(context);
    } catch (KubernetesClientException e) {
      throw new ClusterException("Cannot use the kubeconfig: " + TerminalText.of(e));
    }
  }

  private static Fabric8Cluster configured(Optional<String> context) {
    var config = Config.autoConfigure(context.orElse(null));
    context.ifPresent(name -> requireContext(config, name));
    ClientKeys.nameAlgorithm(config);
    config.setUserAgent("sluice");
    config.setRequestRetryBackoffLimit(RETRIES);
    config.setRequestTimeout(PATIENCE);
    return of(new KubernetesClientBuilder().withConfig(config).build());
  }

  public static Fabric8Cluster of(KubernetesClient client) {
    return new Fabric8Cluster(client);
  }

  public KubernetesClient client() {
    return client;
  }

  private static void requireContext(Config config, String name) {
    var known = config.getContexts().stream().map(NamedContext::getName).sorted().toList();
    if (!known.contains(name)) {
      throw new ClusterException(
          "`sluice:context` must be a context of the kubeconfig ("
              + String.join(", ", known)
              + "), got `"
              + name
              + "`.");
    }
  }

  /** Without the permission to read it, everything else may still be allowed. */
  @Override
  public ClusterIdentity identity() {
    return new ClusterIdentity(String.valueOf(client.getMasterUrl()), uid());
  }

  private Optional<ClusterUid> uid() {
    try {
      return Optional.ofNullable(client.namespaces().withName(IDENTIFYING_NAMESPACE).get())
          .flatMap(found -> ClusterUid.find(found.getMetadata().getUid()));
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_FORBIDDEN) {
        return Optional.empty();
      }
      throw refused(FailureCause.ofStatus(e.getCode()), TerminalText.of(e));
    }
  }

  @Override
  public Optional<LiveDeployment> deployment(String namespace, String name) {
    return found(namespace, name).map(Fabric8Objects::deployment);
  }

  @Override
  public Map<String, String> selector(String namespace, String service) {
    var found = ask(() -> client.services().inNamespace(namespace).withName(service).get());
    return found.map(s -> s.getSpec().getSelector()).map(Map::copyOf).orElse(Map.of());
  }

  @Override
  public Map<String, Integer> weights(RouteKind kind, String namespace, String route) {
    return generic(context(kind), namespace, route)
        .map(found -> RouteWeights.of(kind, found.getAdditionalProperties()))
        .orElse(Map.of());
  }

  @Override
  public Optional<String> routeProblem(RouteKind kind, String namespace, String route) {
    if (!kind.hasStatus()) {
      return Optional.empty();
    }
    return generic(context(kind), namespace, route)
        .map(
            found ->
                new RouteStatus(
                    found.getMetadata().getGeneration(), found.getAdditionalProperties()))
        .flatMap(RouteStatus::problem);
  }

  private static ResourceDefinitionContext context(RouteKind kind) {
    return context(kind.group(), kind.version(), kind.toString(), kind.plural());
  }

  private static ResourceDefinitionContext context(
      String group, String version, String kind, String plural) {
    return new ResourceDefinitionContext.Builder()
        .withGroup(group)
        .withVersion(version)
        .withKind(kind)
        .withPlural(plural)
        .withNamespaced(true)
        .build();
  }

  private Optional<GenericKubernetesResource> generic(
      ResourceDefinitionContext kind, String namespace, String name) {
    return ask(
        () -> client.genericKubernetesResources(kind).inNamespace(namespace).withName(name).get());
  }

  @Override
  public List<Manifest> configMapsInUse(String namespace, String app) {
    var used = new HashSet<String>();
    must(() -> client.pods().inNamespace(namespace).withLabel(Labels.NAME, app).list().getItems())
        .forEach(pod -> used.addAll(ConfigMapReferences.of(pod.getSpec())));
    replicaSets(namespace, Map.of(Labels.NAME, app)).stream()
        .filter(Fabric8Objects::hasPods)
        .forEach(set -> used.addAll(ConfigMapReferences.of(set.getSpec().getTemplate().getSpec())));
    return must(
            () ->
                client
                    .configMaps()
                    .inNamespace(namespace)
                    .withLabel(Labels.NAME, app)
                    .list()
                    .getItems())
        .stream()
        .filter(map -> used.contains(map.getMetadata().getName()))
        .sorted(Comparator.comparing(map -> map.getMetadata().getName()))
        .map(Fabric8Objects::configMap)
        .toList();
  }

  @Override
  public Optional<Rollout> rollout(String namespace, String deployment) {
    return found(namespace, deployment).map(Fabric8Objects::rollout);
  }

  @Override
  public List<LivePod> pods(String namespace, String deployment) {
    var found = found(namespace, deployment);
    return found.stream()
        .flatMap(owner -> newest(owner).stream())
        .flatMap(set -> podsOf(set).stream())
        .map(Fabric8Objects::pod)
        .toList();
  }

  @Override
  public Optional<LiveJob> job(String namespace, String name) {
    return ask(() -> client.batch().v1().jobs().inNamespace(namespace).withName(name).get())
        .map(Fabric8Objects::job);
  }

  @Override
  public void createJob(Manifest job) {
    var resource = client.getKubernetesSerialization().convertValue(job.fields(), Job.class);
    must(() -> client.resource(resource).create());
  }

  @Override
  public void deleteJob(String namespace, String name) {
    must(
        () ->
            client
                .batch()
                .v1()
                .jobs()
                .inNamespace(namespace)
                .withName(name)
                .withPropagationPolicy(DeletionPropagation.BACKGROUND)
                .delete());
  }

  @Override
  public List<LivePod> podsOfJob(String namespace, String job) {
    return must(() -> client.pods().inNamespace(namespace).withLabel(JOB, job).list().getItems())
        .stream()
        .map(Fabric8Objects::pod)
        .toList();
  }

  private Optional<ReplicaSet> newest(Deployment owner) {
    var selector = owner.getSpec().getSelector().getMatchLabels();
    return replicaSets(owner.getMetadata().getNamespace(), selector).stream()
        .filter(set -> Fabric8Objects.isOwned(set, owner))
        .max(Comparator.comparingLong(Fabric8Objects::revision))
        .filter(set -> Fabric8Objects.revision(set) == Fabric8Objects.revision(owner));
  }

  private List<Pod> podsOf(ReplicaSet set) {
    var selector = set.getSpec().getSelector().getMatchLabels();
    var namespace = set.getMetadata().getNamespace();
    return must(() -> client.pods().inNamespace(namespace).withLabels(selector).list().getItems())
        .stream()
        .filter(pod -> Fabric8Objects.isOwned(pod, set))
        .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
        .sorted(Comparator.comparing(pod -> pod.getMetadata().getName()))
        .toList();
  }

  private List<ReplicaSet> replicaSets(String namespace, Map<String, String> labels) {
    return must(
        () ->
            client
                .apps()
                .replicaSets()
                .inNamespace(namespace)
                .withLabels(labels)
                .list()
                .getItems());
  }

  @Override
  public Set<String> endpoints(String namespace, String service) {
    var slices =
        must(
            () ->
                client
                    .discovery()
                    .v1()
                    .endpointSlices()
                    .inNamespace(namespace)
                    .withLabel("kubernetes.io/service-name", service)
                    .list()
                    .getItems());
    return Fabric8Objects.readyPods(slices);
  }

  @Override
  public Optional<LiveAutoscaler> autoscaler(String namespace, String deployment) {
    return must(
            () ->
                client
                    .autoscaling()
                    .v2()
                    .horizontalPodAutoscalers()
                    .inNamespace(namespace)
                    .list()
                    .getItems())
        .stream()
        .filter(found -> found.getSpec().getScaleTargetRef().getKind().equals("Deployment"))
        .filter(found -> found.getSpec().getScaleTargetRef().getName().equals(deployment))
        .map(Fabric8Objects::autoscaler)
        .findFirst();
  }

  @Override
  public void releaseReplicas(Manifest deployment) {
    new Ownership(client).releaseReplicas(deployment);
  }

  @Override
  public void scale(String namespace, String deployment, int replicas) {
    must(
        () ->
            client
                .apps()
                .deployments()
                .inNamespace(namespace)
                .withName(deployment)
                .scale(replicas));
  }

  @Override
  public LastLines lastLines(String namespace, LivePod pod) {
    if (pod.containers().isEmpty()) {
      return LastLines.NONE; // the kubelet has not seen it yet
    }
    var container = pod.containers().get(0).name();
    var logs = client.pods().inNamespace(namespace).withName(pod.name()).inContainer(container);
    var run = pod.containers().get(0).restarts() > 0 ? logs.terminated() : logs;
    try (var log = run.tailingLines(LastLines.MOST).getLogInputStream()) {
      return LastLines.of(log);
    } catch (KubernetesClientException | IOException e) {
      return LastLines.unread(TerminalText.of(e));
    }
  }

  /** A diagnosis that is not available must not make anything fail. */
  @Override
  public Optional<String> warning(String namespace, String pod) {
    var events = client.v1().events().inNamespace(namespace).withField("type", "Warning");
    try {
      return events.withField("involvedObject.name", pod).list().getItems().stream()
          .max(Comparator.comparing(Fabric8Objects::time))
          .map(
              event ->
                  event.getReason() + ": " + TerminalText.of(String.valueOf(event.getMessage())));
    } catch (KubernetesClientException e) {
      return Optional.of("(its events cannot be read: " + TerminalText.of(e) + ")");
    }
  }

  @Override
  public Optional<Integer> get(
      String namespace, String pod, int port, String path, Duration timeout) {
    return new PodProxy(client).get(namespace, pod, port, path, timeout);
  }

  private Optional<Deployment> found(String namespace, String name) {
    return ask(() -> client.apps().deployments().inNamespace(namespace).withName(name).get());
  }

  private <T> T must(Supplier<T> question) {
    return ask(question)
        .orElseThrow(() -> refused(FailureCause.UNREACHABLE, "the response is empty"));
  }

  /** Empty if it does not exist. */
  private <T> Optional<T> ask(Supplier<T> question) {
    try {
      return Optional.ofNullable(question.get());
    } catch (KubernetesClientException e) {
      throw refused(FailureCause.ofStatus(e.getCode()), TerminalText.of(e));
    }
  }

  private ClusterException refused(FailureCause because, String reason) {
    return new ClusterException(
        because, "Cannot use the Kubernetes API at " + client.getMasterUrl() + ": " + reason);
  }

  @Override
  public void close() {
    client.close();
  }
}
