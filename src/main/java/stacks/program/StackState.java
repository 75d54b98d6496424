package stacks.program;

import charts.Manifest;
import charts.Tree;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import stacks.cluster.FieldPath;

/** The state of a stack as Pulumi recorded it: its resources and its outputs. */
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
   * An operation of an update that is running, or that ended without recording its result.
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
   * @param deployment from {@code pulumi stack export}, below {@code deployment}
   * @throws IllegalArgumentException if it is not a deployment
   */
  public static StackState of(Map<String, Object> deployment) {
    if (!deployment.containsKey("manifest")) {
      throw new IllegalArgumentException(
          "A stack's state must have a `manifest`, got " + deployment.keySet());
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
   * Returns objects of an app whose creation was begun, with no record of its result or of a later
   * creation.
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

  /**
   * Returns whether operations on other objects than the app's are pending, which someone else has
   * to look into.
   */
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

  /** Returns whether there is a component with this type and name. */
  public boolean has(String type, String name) {
    return index(Component.urnEnd(type, name)) < resources.size();
  }

  public boolean has(Manifest manifest) {
    return index(manifest) < resources.size();
  }

  /** Returns whether its recorded state matches the manifest: then an update skips the object. */
  public boolean isApplied(Manifest manifest) {
    return resources.stream()
        .skip(index(manifest))
        .findFirst()
        .filter(found -> FieldPath.isSame(found.inputs(), manifest.fields()))
        .isPresent();
  }

  /**
   * Returns the index of the first resource whose URN ends so; after the last one if there is none.
   */
  private int index(String end) {
    int at = 0;
    while (at < resources.size() && !resources.get(at).urn.endsWith(end)) {
      at++;
    }
    return at;
  }

  /** Returns recorded objects first, in the order in which they were created. */
  List<Manifest> inOrder(List<Manifest> manifests) {
    return manifests.stream().sorted(Comparator.comparingInt(this::index)).toList();
  }

  private int index(Manifest manifest) {
    return index("$" + Registration.urnEnd(manifest));
  }

  private static String component(String app) {
    return Component.urnEnd(Component.APP, app);
  }

  /** Returns the URNs of an app's resources, including Jobs and ConfigMaps of earlier versions. */
  public List<String> urns(String app) {
    var component = component(app);
    return resources.stream()
        .filter(each -> each.parent.endsWith(component))
        .map(Resource::urn)
        .toList();
  }
}
