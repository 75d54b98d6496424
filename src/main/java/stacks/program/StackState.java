package stacks.program;

import charts.Manifest;
import charts.Tree;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import stacks.cluster.FieldPath;

/** What Pulumi has written down of a stack: its resources, and its outputs. */
public final class StackState {
  private static final String STACK = "pulumi:pulumi:Stack";

  private final List<Resource> resources;
  private final List<Pending> pendingCreates;

  /**
   * @param parent its URN; empty for the stack itself
   */
  private record Resource(
      String urn,
      String type,
      String parent,
      Map<String, Object> inputs,
      Map<String, Object> outputs) {
    private static Resource of(Tree tree) {
      return new Resource(
          tree.at("urn").text().orElse(""),
          tree.at("type").text().orElse(""),
          tree.at("parent").text().orElse(""),
          tree.at("inputs").mapping(),
          tree.at("outputs").mapping());
    }
  }

  /**
   * What an update is making, or was making when it ended without having written down what became
   * of it.
   *
   * @param parent its URN
   */
  private record Pending(String urn, String parent, Map<String, Object> inputs) {
    private static Pending of(Tree resource) {
      return new Pending(
          resource.at("urn").text().orElse(""),
          resource.at("parent").text().orElse(""),
          resource.at("inputs").mapping());
    }
  }

  private StackState(List<Resource> resources, List<Pending> pendingCreates) {
    this.resources = List.copyOf(resources);
    this.pendingCreates = List.copyOf(pendingCreates);
  }

  /**
   * @param deployment as {@code pulumi stack export} prints it below {@code deployment}
   * @throws IllegalArgumentException if it is none
   */
  public static StackState of(Map<String, Object> deployment) {
    if (!deployment.containsKey("manifest")) {
      throw new IllegalArgumentException(
          "A stack's state must have a `manifest`, but has " + deployment.keySet());
    }
    var tree = Tree.of(deployment);
    return new StackState(
        tree.at("resources").items().stream().map(Resource::of).toList(),
        tree.at("pending_operations").items().stream()
            .filter(each -> each.at("type").text().equals(Optional.of("creating")))
            .map(each -> Pending.of(each.at("resource")))
            .toList());
  }

  /**
   * Objects of an app of which it is not written down whether they were made, nor that they were
   * made later.
   */
  public List<Manifest> pendingCreates(String app) {
    var component = component(app);
    var known = resources.stream().map(Resource::urn).collect(Collectors.toSet());
    return pendingCreates.stream()
        .filter(each -> each.parent.endsWith(component) && !known.contains(each.urn))
        .map(each -> new Manifest(each.inputs))
        .toList();
  }

  public boolean hasPendingCreates(String app) {
    return !pendingCreates(app).isEmpty();
  }

  /** Whether something else than the app's own objects is pending, which others have to look up. */
  public boolean hasPendingCreatesBeside(String app) {
    var component = component(app);
    return pendingCreates.stream().anyMatch(each -> !each.parent.endsWith(component));
  }

  public LastOutputs outputs() {
    return LastOutputs.of(
        resources.stream()
            .filter(each -> each.type.equals(STACK))
            .findFirst()
            .map(Resource::outputs)
            .orElse(Map.of()));
  }

  /** Whether there is a component of a type and name. */
  public boolean has(String type, String name) {
    return index(Component.urnEnd(type, name)) < resources.size();
  }

  public boolean has(Manifest manifest) {
    return index(manifest) < resources.size();
  }

  /** Whether it is written down as it is to be: then an update leaves the object alone. */
  public boolean isApplied(Manifest manifest) {
    return resources.stream()
        .skip(index(manifest))
        .findFirst()
        .filter(found -> FieldPath.isSame(found.inputs(), manifest.fields()))
        .isPresent();
  }

  /** Of the first resource whose URN ends so; behind the last one if there is none. */
  private int index(String end) {
    int at = 0;
    while (at < resources.size() && !resources.get(at).urn.endsWith(end)) {
      at++;
    }
    return at;
  }

  /** Those that are there come first, as they came to be there. */
  List<Manifest> inOrder(List<Manifest> manifests) {
    return manifests.stream().sorted(Comparator.comparingInt(this::index)).toList();
  }

  private int index(Manifest manifest) {
    return index("$" + Registration.urnEnd(manifest));
  }

  private static String component(String app) {
    return Component.urnEnd(Component.APP, app);
  }

  /** The URNs of an app's resources, with Jobs and ConfigMaps of earlier versions. */
  public List<String> urns(String app) {
    var component = component(app);
    return resources.stream()
        .filter(each -> each.parent.endsWith(component))
        .map(Resource::urn)
        .toList();
  }
}
