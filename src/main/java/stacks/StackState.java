package stacks;

import charts.Manifest;
import java.util.List;
import java.util.Map;

/** What Pulumi has written down of a stack: its resources, and its outputs. */
public final class StackState {
  private static final String STACK = "pulumi:pulumi:Stack";

  /** Nothing was applied. */
  public static final StackState NONE = new StackState(List.of());

  private final List<Resource> resources;

  /**
   * @param parent its URN; empty for the stack itself
   */
  private record Resource(String urn, String type, String parent, Map<String, Object> outputs) {
    private static Resource of(Tree tree) {
      return new Resource(
          tree.at("urn").text().orElse(""),
          tree.at("type").text().orElse(""),
          tree.at("parent").text().orElse(""),
          tree.at("outputs").mapping());
    }
  }

  private StackState(List<Resource> resources) {
    this.resources = resources;
  }

  /**
   * @param deployment as {@code pulumi stack export} prints it below {@code deployment}
   */
  public static StackState of(Map<String, Object> deployment) {
    var resources = Tree.of(deployment).at("resources").items();
    return new StackState(resources.stream().map(Resource::of).toList());
  }

  /** Whether an environment was applied, at least in part. */
  boolean hasEnvironment() {
    return resources.stream().anyMatch(each -> each.type.equals(Component.ENVIRONMENT));
  }

  boolean has(Manifest manifest) {
    var end = "$" + Registration.urnEnd(manifest);
    return resources.stream().anyMatch(each -> each.urn.endsWith(end));
  }

  /** The URNs of an app's resources, with Jobs and ConfigMaps of earlier versions. */
  List<String> urns(String app) {
    var component = "::" + Component.APP + "::" + app;
    return resources.stream()
        .filter(each -> each.parent.endsWith(component))
        .map(Resource::urn)
        .toList();
  }

  /** What the stack tells of each app, by its name. */
  Map<String, Object> apps() {
    return resources.stream()
        .filter(each -> each.type.equals(STACK))
        .findFirst()
        .map(stack -> Tree.of(stack.outputs).at("apps").mapping())
        .orElse(Map.of());
  }
}
