package environments.reader;

import environments.Environment;
import environments.StackSettings;
import environments.format.EnvironmentKeys;
import environments.format.ReleaseKeys;
import environments.reader.explain.Layer;
import environments.reader.explain.Leaf;
import environments.reader.explain.Leaves;
import environments.reader.explain.Names;
import environments.reader.explain.Variations;
import environments.text.Fault;
import environments.text.InvalidSpecException;
import environments.values.DnsLabel;
import environments.values.ProjectPath;
import environments.yaml.KeyPath;
import environments.yaml.Node;
import environments.yaml.Problem;
import environments.yaml.RefusedException;
import environments.yaml.Report;
import environments.yaml.SourceFile;
import environments.yaml.YamlEdits;
import environments.yaml.YamlReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The parsed files of an environment; never accesses the disk. */
public final class Inputs {
  private static final List<String> TOP_LEVEL =
      List.of("cluster", "namespaces", "exemptions", "apps");

  private static final List<Object> ROLLOUTS = List.of("config", ReleaseKeys.ROLLOUTS);
  private static final List<Object> SECRETS = List.of("config", ReleaseKeys.SECRETS);

  private final DnsLabel name;
  private final List<String> files;
  private final List<Problem> problems;
  private final Optional<Node.Mapping> merged;
  private final Optional<Node.Mapping> release;
  private final ManifestFiles manifests;
  private final Environment.Extent extent;

  private Inputs(
      DnsLabel name,
      List<String> files,
      List<Problem> problems,
      Optional<Node.Mapping> merged,
      Optional<Node.Mapping> release,
      ManifestFiles manifests,
      Environment.Extent extent) {
    this.name = name;
    this.files = files;
    this.problems = problems;
    this.merged = merged;
    this.release = release;
    this.manifests = manifests;
    this.extent = extent;
  }

  /**
   * @param base the values for every environment
   * @param environment the differences of this environment
   * @param release Pulumi's file of the stack with the same name
   */
  public static Inputs of(
      DnsLabel name, SourceFile base, SourceFile environment, SourceFile release) {
    var files = List.of(base.name(), environment.name(), release.name());
    var problems = new ArrayList<Problem>();
    var lower = read(base, problems);
    var upper = read(environment, problems);
    var state = read(release, problems);
    var report = new Report(files, problems);
    lower.ifPresent(root -> checkVersion(root, report));
    upper.ifPresent(root -> checkVersion(root, report));
    var merged =
        lower.flatMap(below -> upper.map(above -> Overrides.ofEnvironment(below, above, report)));
    return new Inputs(
        name,
        files,
        report.problems(),
        merged,
        state,
        ManifestFiles.NONE,
        Environment.Extent.WHOLE);
  }

  /** Returns the files under {@code manifests} whose paths are inside the project. */
  List<ProjectPath> manifestFiles() {
    var leaves = new Leaves(files);
    merged.ifPresent(root -> leaves.below(root, List.of("manifests")));
    return leaves.found().stream()
        .filter(leaf -> leaf.path().size() == 4 && leaf.path().get(2).equals("files"))
        .flatMap(leaf -> path(leaf.text()).stream())
        .distinct()
        .toList();
  }

  private static Optional<ProjectPath> path(String text) {
    try {
      return Optional.of(ProjectPath.parse(text));
    } catch (InvalidSpecException e) {
      return Optional.empty();
    }
  }

  /** Returns these inputs with the content of the files under {@code manifests}. */
  public Inputs withManifests(List<SourceFile> found) {
    var byName = new LinkedHashMap<String, SourceFile>();
    found.forEach(file -> byName.put(file.name(), file));
    return with(new ManifestFiles(byName, Map.of()));
  }

  Inputs with(ManifestFiles found) {
    return new Inputs(name, files, problems, merged, release, found, extent);
  }

  /**
   * @throws RefusedException with every problem of all files that can be found without
   *     inventing values
   */
  public Environment environment() {
    var order = Stream.concat(files.stream(), manifests.files().keySet().stream()).toList();
    var report = new Report(order, problems);
    var environment = decode(report);
    report.enforce();
    return withSource(environment.orElseThrow());
  }

  private Optional<Environment> decode(Report report) {
    var rollouts = release.flatMap(root -> ReleaseFile.rollouts(root, report));
    var environment = merged.flatMap(root -> decode(root, rollouts, report));
    environment.ifPresent(
        found -> release.ifPresent(root -> ReleaseFile.checkSecrets(root, found.apps(), report)));
    return environment;
  }

  private Optional<Environment> decode(
      Node.Mapping root, Optional<Section> rollouts, Report report) {
    return new EnvironmentDecoder(
            name,
            Section.of(EnvironmentKeys.FILE, root, KeyPath.root(files.get(0)), report),
            rollouts,
            new ManifestsDecoder(manifests, report),
            extent)
        .environment();
  }

  /**
   * Returns how the environment's stack is applied.
   *
   * @throws RefusedException with every problem of the three files that can be found without
   *     inventing values
   */
  public StackSettings settings() {
    var report = new Report(files, problems);
    var settings = release.flatMap(root -> ReleaseFile.settings(root, report));
    report.enforce();
    return settings.orElseThrow();
  }

  /** Returns these inputs with other content in {@code Pulumi.<environment>.yaml}. */
  public Inputs withStackFile(String content) {
    var found = new ArrayList<>(problems);
    var state = read(SourceFile.of(files.get(2), content), found);
    return new Inputs(name, files, found, merged, state, manifests, extent);
  }

  /** Returns the single values in the order of the merged files, with the release state last. */
  public List<Leaf> leaves() {
    var leaves = new Leaves(files);
    for (var key : TOP_LEVEL) {
      merged.ifPresent(root -> leaves.below(root, List.of(key)));
    }
    release.ifPresent(root -> leaves.below(root, ROLLOUTS));
    return leaves.found();
  }

  /**
   * Returns copies of these inputs with another value at the leaf, in decreasing order of the
   * chance to be valid; the last one has no value there.
   */
  public Stream<Inputs> variations(Leaf leaf) {
    var root = (leaf.layer() == Layer.RELEASE ? release : merged).orElseThrow();
    var variations = Variations.of(root, leaf.path(), merged.orElse(root));
    return Stream.concat(variations, renamedNamespace(root, leaf))
        .map(tree -> with(tree, leaf.layer()));
  }

  /** Renames a declared namespace in all values that refer to it. */
  private static Stream<Node.Mapping> renamedNamespace(Node.Mapping root, Leaf leaf) {
    var path = leaf.path();
    var declared = List.<Object>of("namespaces", leaf.text());
    return path.get(path.size() - 1).equals("namespace") && YamlEdits.at(root, declared).isPresent()
        ? Stream.of(Names.renamed(root, declared, leaf.text() + "x"))
        : Stream.empty();
  }

  /**
   * Returns the names that users chose for apps, namespaces, ports, variables, files and folders,
   * as leaves at the positions of their keys.
   */
  public List<Leaf> names() {
    var places = new Leaves(files);
    return merged.map(root -> Names.of(root, places::leaf)).orElse(List.of());
  }

  /**
   * Returns these inputs with another name, which also replaces the old one in all references and,
   * for an app, in its release state.
   */
  public Inputs renamed(Leaf name) {
    var other = name.text() + "x";
    var path = name.path();
    var state = release;
    if (path.get(0).equals("apps") && path.size() == 2) {
      var rollout = Stream.concat(ROLLOUTS.stream(), Stream.of(name.text())).toList();
      state = release.map(root -> Names.renamed(root, rollout, other));
    }
    return with(merged.map(root -> Names.renamed(root, path, other)), state);
  }

  private Inputs with(Node.Mapping root, Layer layer) {
    return layer == Layer.RELEASE
        ? with(merged, Optional.of(root))
        : with(Optional.of(root), release);
  }

  private Inputs with(Optional<Node.Mapping> otherMerged, Optional<Node.Mapping> otherRelease) {
    var state = otherRelease.map(Inputs::withoutSecrets);
    return new Inputs(name, files, problems, otherMerged, state, manifests, extent);
  }

  /** Removes the Secrets: no object depends on them, but each must have an app that reads it. */
  private static Node.Mapping withoutSecrets(Node.Mapping root) {
    return YamlEdits.retain(root, SECRETS, Set.of());
  }

  /**
   * Returns these inputs with only one app, so that the time does not depend on the number of apps.
   * The app may refer to apps that are left out.
   */
  public Inputs only(DnsLabel app) {
    var keys = Set.of(app.value());
    return new Inputs(
        name,
        files,
        problems,
        merged
            .map(root -> YamlEdits.retain(root, List.of("apps"), keys))
            .map(root -> YamlEdits.retain(root, List.of("manifests"), Set.of())),
        release.map(root -> withoutSecrets(YamlEdits.retain(root, ROLLOUTS, keys))),
        manifests,
        Environment.Extent.PART);
  }

  /**
   * Returns these inputs with only one app, which has another release state.
   *
   * @param release the release state as one line of YAML
   */
  public Inputs only(DnsLabel app, String release) {
    return withStackFile(
            "config:\n  " + ReleaseKeys.ROLLOUTS + ":\n    \"" + app + "\": " + release + "\n")
        .only(app);
  }

  private Environment withSource(Environment environment) {
    var source =
        new InputDigests(merged.orElseThrow())
            .source(files, environment.apps(), environment.manifests());
    return new Environment(
        environment.name(),
        environment.cluster(),
        environment.namespaces(),
        environment.apps(),
        environment.manifests(),
        environment.extent(),
        Optional.of(source));
  }

  private static Optional<Node.Mapping> read(SourceFile file, List<Problem> problems) {
    return YamlReader.read(file.name(), file.content(), problems);
  }

  private static void checkVersion(Node.Mapping root, Report report) {
    var file = Section.of(EnvironmentKeys.FILE, root, KeyPath.root(root.position().file()), report);
    file.requireOr("Must be given; begin with `version: 1`.", "version");
    file.integer("version")
        .filter(version -> version != 1)
        .ifPresent(
            version ->
                file.refuse(
                    "version",
                    Fault.of(
                        "Must be 1, the version of the format that this version of Sluice reads",
                        version)));
  }
}
