package review;

import charts.Manifest;
import environments.values.Kinds;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The objects of an environment, to be found by what they are. */
public final class ManifestIndex {
  private final List<Manifest> manifests;
  private final Set<String> registries;
  private final List<SelectablePods> workloads;
  private final List<SelectablePods> jobs;
  private final List<SelectablePods> cronJobs;

  /**
   * @param registries the hosts that images may come from; none means any
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

  /** Of the kinds of these names that are known; others may have kinds of the same names. */
  public Stream<Field> ofKind(String... kinds) {
    return all()
        .filter(object -> List.of(kinds).contains(object.manifest().kind()))
        .filter(object -> isKnown(object.manifest()));
  }

  /** The object of this kind and name, in the namespace of another object. */
  Stream<Field> beside(Field other, String kind, String name) {
    return ofKind(kind)
        .filter(object -> object.manifest().name().equals(name))
        .filter(object -> object.manifest().namespace().equals(other.manifest().namespace()));
  }

  public Stream<Field> deployments() {
    return workloads().filter(workload -> workload.manifest().kind().equals("Deployment"));
  }

  /** Deployments, StatefulSets and DaemonSets: what keeps pods running. */
  Stream<Field> workloads() {
    return workloads.stream().map(SelectablePods::field);
  }

  /** The pod templates of what keeps several pods that are alike. */
  Stream<Field> replicated() {
    return ofKind("Deployment", "StatefulSet", "ReplicaSet", "ReplicationController")
        .flatMap(ManifestIndex::template);
  }

  /** The pod template, with its metadata, of everything that makes pods. */
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
   * The Deployments, StatefulSets and DaemonSets of the same namespace whose pods have these
   * labels.
   */
  public List<Field> workloadsWith(Field selecting, Map<String, String> labels) {
    return selected(workloads.stream(), selecting, Selector.ofLabels(labels)).toList();
  }

  /** Those whose pods a label selector of an object selects. */
  List<Field> workloadsOf(Field selector) {
    return selected(workloads.stream(), selector, Selector.of(selector)).toList();
  }

  /** The same, and the Jobs. */
  List<Field> workloadsAndJobsOf(Field selector) {
    var all = Stream.concat(workloads.stream(), jobs.stream());
    return selected(all, selector, Selector.of(selector)).toList();
  }

  /**
   * The Jobs and CronJobs of the same namespace whose pods have these labels: they end, and nothing
   * counts them.
   */
  List<Field> jobsWith(Field selecting, Map<String, String> labels) {
    return jobs(selecting, Selector.ofLabels(labels));
  }

  /** Those whose pods a label selector of an object selects. */
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

  /** The autoscalers of a Deployment. */
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

  /** The fewest pods that a Deployment asks for. */
  public int fewestPods(Field deployment) {
    return autoscalersOf(deployment).stream()
        .map(autoscaler -> autoscaler.at("spec", "minReplicas").number())
        .findFirst()
        .orElse(deployment.at("spec", "replicas").number());
  }

  /** Looked up so often that its pods' labels are read once. */
  private record SelectablePods(Field field, Map<String, String> labels) {
    static SelectablePods of(Field field) {
      var labels = template(field).map(template -> template.at("metadata", "labels").texts());
      return new SelectablePods(field, labels.findFirst().orElseThrow());
    }
  }

  private static boolean isKnown(Manifest manifest) {
    return Kinds.isKnown(manifest.apiVersion(), manifest.kind());
  }

  /** What a ControllerRevision keeps may be the template of pods, and something else. */
  private static Stream<Field> template(Field object) {
    var manifest = object.manifest();
    return Kinds.pods(manifest.apiVersion(), manifest.kind())
        .map(keys -> object.at(keys.toArray(String[]::new)))
        .filter(template -> template.isPresent() || !manifest.kind().equals("ControllerRevision"))
        .stream();
  }
}
