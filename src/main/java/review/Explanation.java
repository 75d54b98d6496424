package review;

import charts.Construct;
import charts.EnvironmentChart;
import charts.Manifest;
import environments.DnsLabel;
import environments.Inputs;
import environments.RefusedException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Where each field of a construct's manifests comes from, found by experiment: each input value is changed in turn, and
 * the fields that become different come from it. A field that no input changes is Sluice's own.
 */
public final class Explanation {
  private final String construct;
  private final List<Manifest> manifests;
  private final List<Map<List<Object>, List<Inputs.Leaf>>> origins = new ArrayList<>();

  private Explanation(String construct, List<Manifest> manifests) {
    this.construct = construct;
    this.manifests = manifests;
    manifests.forEach(manifest -> origins.add(new LinkedHashMap<>()));
  }

  /**
   * @param construct the name of an app, or {@link EnvironmentChart#ENVIRONMENT}
   * @throws RefusedException with all that is wrong in the inputs
   * @throws IllegalArgumentException if the environment has no such construct
   */
  public static Explanation of(Inputs inputs, String construct) {
    var isApp = !construct.equals(EnvironmentChart.ENVIRONMENT);
    var scope = isApp ? inputs.only(DnsLabel.parse(construct)) : inputs;
    var explanation = new Explanation(construct, manifests(scope, construct));
    // An app's namespace comes from the app, which refers to it; apps are no matter of the environment's own.
    var others = isApp ? "namespaces" : "apps";
    Predicate<Inputs.Leaf> concerns = leaf -> !leaf.path().get(0).equals(others);
    scope.names().stream()
        .filter(concerns)
        .forEach(name -> explanation.experiment(Stream.of(scope.renamed(name)), name));
    scope.leaves().stream()
        .filter(concerns)
        .forEach(leaf -> explanation.experiment(scope.variations(leaf), leaf));
    return explanation;
  }

  public List<Manifest> manifests() {
    return manifests;
  }

  /** The paths of all fields of a manifest, in the order in which they are written. */
  public List<List<Object>> paths(int manifest) {
    return Flat.of(manifests.get(manifest)).paths();
  }

  /**
   * The inputs that a field depends on.
   *
   * @param manifest its index
   * @param path the keys, and the indices of lists, that lead to the field
   */
  public List<Inputs.Leaf> origins(int manifest, List<Object> path) {
    return origins.get(manifest).getOrDefault(path, List.of());
  }

  private void experiment(Stream<Inputs> variations, Inputs.Leaf leaf) {
    variations
        .map(this::attempt)
        .flatMap(Optional::stream)
        .findFirst()
        .ifPresent(outcome -> compare(outcome, leaf));
  }

  /** Some changes of a value are refused, by a rule that it takes part in. */
  private Optional<List<Manifest>> attempt(Inputs varied) {
    try {
      return Optional.of(manifests(varied, construct));
    } catch (RefusedException e) {
      return Optional.empty();
    }
  }

  private void compare(List<Manifest> after, Inputs.Leaf leaf) {
    var partners = Pairs.of(manifests, after);
    for (int i = 0; i < manifests.size(); i++) {
      var then = partners.get(i).map(Flat::of).orElseGet(Flat::empty);
      var changes = origins.get(i);
      for (var path : Flat.of(manifests.get(i)).changedIn(then)) {
        changes.computeIfAbsent(path, key -> new ArrayList<>()).add(leaf);
      }
    }
  }

  /** Of the construct of this name, or, where an experiment has renamed it, of the only app. */
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
