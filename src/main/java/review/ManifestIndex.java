package review;

import charts.Manifest;
import environments.values.Kinds;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Finds the objects of an environment by kind, name and labels. */
public final class ManifestIndex {
  private final List<Manifest> manifests;
  private final Set<String> registries;
  private final List<SelectablePods> workloads;
  private final List<SelectablePods> jobs;
  private final List<SelectablePods> cronJobs;

  /**
   * @param registries the hosts that images may come from; any if empty
   */
  public ManifestIndex(List<Manifest> manifests, Set<String> registries) {
    this.manifests = List.copyOf(manifests);
    this.registries = Set.copyOf(registries);
    this.workloads =
        ofKind("Deployment", "StatefulSet", "DaemonSet").map(SelectablePods::of).toList();
    this.jobs = ofKind("Job").map(SelectablePods::of).toList();
    this.cronJobs = ofKind("CronJob").map(SelectablePods::of).toList();
  }

  public List<Manifest> manifests() {
    return manifests;
  }

  public Set<String> registries() {
    return registries;
  }

  public Stream<Field> all() {
    return manifests.stream().map(Field::of);
  }

  /**
   * Returns objects of these kinds of Kubernetes; other projects may have kinds with the same
   * names.
   */
  public Stream<Field> ofKind(String... kinds) {
    return all()
        .filter(object -> List.of(kinds).contains(object.manifest().kind()))
        .filter(object -> isKnown(object.manifest()));
  }

  /** Returns the object with this kind and name in the namespace of another object. */
  Stream<Field> inNamespaceOf(Field other, String kind, String name) {
    return ofKind(kind)
        .filter(object -> object.manifest().name().equals(name))
        .filter(object -> object.manifest().namespace().equals(other.manifest().namespace()));
  }

  public Stream<Field> deployments() {
    return workloads().filter(workload -> workload.manifest().kind().equals("Deployment"));
  }

  /** Returns Deployments, StatefulSets and DaemonSets, which keep pods running. */
  Stream<Field> workloads() {
    return workloads.stream().map(SelectablePods::field);
  }

  /** Returns the pod templates of objects with several equal pods. */
  Stream<Field> replicated() {
    return ofKind("Deployment", "StatefulSet", "ReplicaSet", "ReplicationController")
        .flatMap(ManifestIndex::template);
  }

  /** Returns the pod templates, with their metadata, of all objects that create pods. */
  public Stream<Field> templates() {
    return all().flatMap(ManifestIndex::template);
  }

  public Stream<Field> podSpecs() {
    return templates().map(template -> template.at("spec"));
  }

  public Stream<Field> containers() {
    return podSpecs().flatMap(ManifestIndex::containers);
  }

  static Stream<Field> containers(Field podSpec) {
    return Stream.of("initContainers", "containers", "ephemeralContainers")
        .flatMap(key -> podSpec.at(key).items().stream());
  }

  /**
   * Returns the Deployments, StatefulSets and DaemonSets of the same namespace whose pods have
   * these labels.
   */
  public List<Field> workloadsWith(Field selecting, Map<String, String> labels) {
    return selected(workloads.stream(), selecting, Selector.ofLabels(labels)).toList();
  }

  /** Returns those whose pods are selected by the label selector of an object. */
  List<Field> workloadsOf(Field selector) {
    return selected(workloads.stream(), selector, Selector.of(selector)).toList();
  }

  /** Returns the same, and the Jobs. */
  List<Field> workloadsAndJobsOf(Field selector) {
    var all = Stream.concat(workloads.stream(), jobs.stream());
    return selected(all, selector, Selector.of(selector)).toList();
  }

  /**
   * Returns the Jobs and CronJobs of the same namespace whose pods have these labels; their pods
   * end, and are not counted.
   */
  List<Field> jobsWith(Field selecting, Map<String, String> labels) {
    return jobs(selecting, Selector.ofLabels(labels));
  }

  /** Returns those whose pods are selected by the label selector of an object. */
  List<Field> jobsOf(Field selector) {
    return jobs(selector, Selector.of(selector));
  }

  private List<Field> jobs(Field selecting, Selector selector) {
    return selected(Stream.concat(jobs.stream(), cronJobs.stream()), selecting, selector).toList();
  }

  private static Stream<Field> selected(
      Stream<SelectablePods> all, Field selecting, Selector selector) {
    var namespace = selecting.manifest().namespace();
    return all.filter(workload -> workload.field.manifest().namespace().equals(namespace))
        .filter(workload -> selector.selects(workload.labels))
        .map(SelectablePods::field);
  }

  static Map<String, String> labelsOfPods(Field deployment) {
    return deployment.at("spec", "template", "metadata", "labels").texts();
  }

  static List<String> names(List<Field> objects) {
    return objects.stream().map(object -> object.manifest().name()).toList();
  }

  /** Returns the autoscalers of a Deployment. */
  List<Field> autoscalersOf(Field deployment) {
    return ofKind("HorizontalPodAutoscaler")
        .filter(
            autoscaler ->
                deployment.manifest().namespace().equals(autoscaler.manifest().namespace()))
        .filter(autoscaler -> autoscaler.at("spec", "scaleTargetRef", "kind").is("Deployment"))
        .filter(
            autoscaler ->
                autoscaler.at("spec", "scaleTargetRef", "name").is(deployment.manifest().name()))
        .toList();
  }

  /** Returns the fewest pods that a Deployment asks for. */
  public int fewestPods(Field deployment) {
    return autoscalersOf(deployment).stream()
        .map(autoscaler -> autoscaler.at("spec", "minReplicas").number())
        .findFirst()
        .orElse(deployment.at("spec", "replicas").number());
  }

  /** Caches the labels of its pods, because they are needed so often. */
  private record SelectablePods(Field field, Map<String, String> labels) {
    static SelectablePods of(Field field) {
      var labels = template(field).map(template -> template.at("metadata", "labels").texts());
      return new SelectablePods(field, labels.findFirst().orElseThrow());
    }
  }

  private static boolean isKnown(Manifest manifest) {
    return Kinds.isKnown(manifest.apiVersion(), manifest.kind());
  }

  /** A ControllerRevision may contain a pod template, or something else. */
  private static Stream<Field> template(Field object) {
    var manifest = object.manifest();
    return Kinds.pods(manifest.apiVersion(), manifest.kind())
        .map(keys -> object.at(keys.toArray(String[]::new)))
        .filter(template -> template.isPresent() || !manifest.kind().equals("ControllerRevision"))
        .stream();
  }
}
