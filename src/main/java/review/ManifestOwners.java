package review;

import charts.Construct;
import charts.Manifest;
import environments.Environment;
import environments.values.CheckName;
import environments.values.Reason;
import environments.yaml.SourcePosition;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Finds the owner of each object of an environment. */
final class ManifestOwners {
  private final Environment environment;
  private final List<Construct> constructs;
  private final Function<String, Map<CheckName, Reason>> exemptions;
  private final IdentityHashMap<Manifest, ManifestOwner> owners = new IdentityHashMap<>();

  private ManifestOwners(
      Environment environment,
      List<Construct> constructs,
      Function<String, Map<CheckName, Reason>> exemptions) {
    this.environment = environment;
    this.constructs = constructs;
    this.exemptions = exemptions;
  }

  /**
   * @param exemptions that a program gives for a construct which it has added
   */
  static ManifestOwners of(
      Environment environment,
      List<Construct> constructs,
      Function<String, Map<CheckName, Reason>> exemptions) {
    var all = new ManifestOwners(environment, constructs, exemptions);
    all.constructs.forEach(all::add);
    return all;
  }

  List<Manifest> manifests() {
    return constructs.stream().flatMap(construct -> construct.manifests().stream()).toList();
  }

  ManifestOwner of(Manifest manifest) {
    return Optional.ofNullable(owners.get(manifest)).orElseThrow();
  }

  private void add(Construct construct) {
    for (int i = 0; i < construct.manifests().size(); i++) {
      owners.put(construct.manifests().get(i), owner(construct.name(), i));
    }
  }

  private ManifestOwner owner(String construct, int index) {
    return ofApp(construct)
        .or(() -> ofManifests(construct, index))
        .orElseGet(() -> other(construct));
  }

  private Optional<ManifestOwner> ofApp(String construct) {
    return environment.apps().stream()
        .filter(app -> app.name().value().equals(construct))
        .<ManifestOwner>map(app -> new ManifestOwner.OfApp(app, environment.source()))
        .findFirst();
  }

  private Optional<ManifestOwner> ofManifests(String construct, int index) {
    return environment.manifests().stream()
        .filter(manifests -> manifests.name().value().equals(construct))
        .<ManifestOwner>map(manifests -> new ManifestOwner.OfManifests(manifests, index))
        .findFirst();
  }

  private ManifestOwner other(String construct) {
    return new ManifestOwner.Other(
        construct,
        environment.source().map(source -> new SourcePosition(source.files().get(0), 1, 1)),
        exemptions.apply(construct));
  }

  /** Returns the key paths of all exemptions that a program gives. */
  Stream<String> exemptions() {
    return constructs.stream()
        .map(Construct::name)
        .flatMap(
            construct ->
                exemptions.apply(construct).keySet().stream()
                    .map(check -> ManifestOwner.Other.keyPath(construct, check.value())));
  }
}
