package review;

import charts.Construct;
import charts.EnvironmentChart;
import charts.Manifest;
import environments.PlainManifests;
import environments.PlainObject;
import environments.reader.Inputs;
import environments.reader.explain.Layer;
import environments.reader.explain.Leaf;
import environments.values.DnsLabel;
import environments.yaml.RefusedException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Finds where each field of a construct's manifests comes from, by experiment: it changes each
 * input value in turn, and the fields that change depend on it. A field that no input changes comes
 * from Sluice itself.
 */
public final class Explanation {
  private final String construct;
  private final List<Manifest> manifests;
  private final List<Map<List<Object>, List<Leaf>>> origins = new ArrayList<>();

  private Explanation(String construct, List<Manifest> manifests) {
    this.construct = construct;
    this.manifests = manifests;
    manifests.forEach(manifest -> origins.add(new LinkedHashMap<>()));
  }

  /**
   * @param construct the name of an app or of plain manifests, or {@link
   *     EnvironmentChart#ENVIRONMENT}
   * @throws RefusedException with every problem in the inputs
   * @throws IllegalArgumentException if the environment has no such construct
   */
  public static Explanation of(Inputs inputs, String construct) {
    return inputs.environment().manifests().stream()
        .filter(plain -> plain.name().value().equals(construct))
        .map(Explanation::of)
        .findFirst()
        .orElseGet(() -> byExperiment(inputs, construct));
  }

  /** Fields of the user's own manifests come from their place in the file. */
  private static Explanation of(PlainManifests plain) {
    var manifests = plain.objects().stream().map(object -> new Manifest(object.fields())).toList();
    var explanation = new Explanation(plain.name().value(), manifests);
    for (int i = 0; i < manifests.size(); i++) {
      for (var path : explanation.paths(i)) {
        explanation.origins.get(i).put(path, List.of(leaf(plain.objects().get(i), path)));
      }
    }
    return explanation;
  }

  private static Leaf leaf(PlainObject object, List<Object> path) {
    var words = path.stream().map(String::valueOf).collect(Collectors.joining("."));
    return new Leaf(path, words, object.position(path), Layer.MANIFEST, "");
  }

  private static Explanation byExperiment(Inputs inputs, String construct) {
    var isApp = !construct.equals(EnvironmentChart.ENVIRONMENT);
    var scope = isApp ? inputs.only(DnsLabel.parse(construct)) : inputs;
    var explanation = new Explanation(construct, manifests(scope, construct));
    // An app's namespace comes from the app, which refers to it; the environment's own objects do
    // not depend on apps.
    var others = isApp ? "namespaces" : "apps";
    Predicate<Leaf> concerns = leaf -> !leaf.path().get(0).equals(others);
    scope.names().stream().filter(concerns).forEach(name -> explanation.rename(scope, name));
    scope.leaves().stream().filter(concerns).forEach(leaf -> explanation.experiment(scope, leaf));
    return explanation;
  }

  public List<Manifest> manifests() {
    return manifests;
  }

  /** Returns the paths of all fields of a manifest, in the order in which they are written. */
  public List<List<Object>> paths(int manifest) {
    return FlatManifest.of(manifests.get(manifest)).paths();
  }

  /**
   * Returns the inputs that a field depends on.
   *
   * @param manifest its index
   * @param path the keys and list indices that lead to the field
   */
  public List<Leaf> origins(int manifest, List<Object> path) {
    return origins.get(manifest).getOrDefault(path, List.of());
  }

  private void rename(Inputs inputs, Leaf name) {
    attempt(inputs.renamed(name)).ifPresent(then -> compare(manifests, then, name));
  }

  private void experiment(Inputs inputs, Leaf leaf) {
    change(inputs, manifests, leaf)
        .ifPresentOrElse(
            then -> compare(manifests, then, leaf), () -> experimentBesideAnother(inputs, leaf));
  }

  /**
   * If the rules allow no other value, such as for 2 `minReplicas` below 3 `maxReplicas`, changes a
   * related value along with it.
   */
  private void experimentBesideAnother(Inputs inputs, Leaf leaf) {
    for (var other : inputs.leaves()) {
      if (!other.equals(leaf) && parent(other).equals(parent(leaf))) {
        var varied = inputs.variations(other).filter(each -> attempt(each).isPresent()).findFirst();
        var before = varied.flatMap(this::attempt).filter(made -> ids(made).equals(ids(manifests)));
        var after = before.flatMap(made -> change(varied.orElseThrow(), made, leaf));
        if (after.isPresent()) {
          compare(before.orElseThrow(), after.get(), leaf);
          return;
        }
      }
    }
  }

  /**
   * Returns the manifests with another value of a leaf, if there is a valid one that makes a
   * difference.
   */
  private Optional<List<Manifest>> change(Inputs inputs, List<Manifest> before, Leaf leaf) {
    return inputs
        .variations(leaf)
        .flatMap(varied -> attempt(varied).stream())
        .filter(after -> !after.equals(before))
        .findFirst();
  }

  private static List<Object> parent(Leaf leaf) {
    return leaf.path().subList(0, leaf.path().size() - 1);
  }

  private static List<String> ids(List<Manifest> manifests) {
    return manifests.stream().map(Manifest::id).toList();
  }

  /** Some changes violate a rule, and are refused. */
  private Optional<List<Manifest>> attempt(Inputs varied) {
    try {
      return Optional.of(manifests(varied, construct));
    } catch (RefusedException e) {
      return Optional.empty();
    }
  }

  private void compare(List<Manifest> before, List<Manifest> after, Leaf leaf) {
    var partners = ManifestMatcher.of(before, after);
    for (int i = 0; i < before.size(); i++) {
      var then = partners.get(i).map(FlatManifest::of).orElseGet(FlatManifest::empty);
      var changes = origins.get(i);
      for (var path : FlatManifest.of(before.get(i)).changedIn(then)) {
        changes.computeIfAbsent(path, key -> new ArrayList<>()).add(leaf);
      }
    }
  }

  /** Returns the construct with this name or, if an experiment has renamed it, the only app. */
  private static List<Manifest> manifests(Inputs inputs, String name) {
    var constructs = EnvironmentChart.of(inputs.environment()).constructs();
    return constructs.stream()
        .filter(construct -> construct.name().equals(name))
        .findFirst()
        .or(() -> constructs.stream().skip(1).findFirst())
        .map(Construct::manifests)
        .orElseThrow(() -> new IllegalArgumentException("There is no construct `" + name + "`."));
  }
}
