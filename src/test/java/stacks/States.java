package stacks;

import java.util.List;
import java.util.Map;
import stacks.program.StackState;

/** Builds the output of {@code pulumi stack export}. */
public final class States {
  public static final String URN = "urn:pulumi:test::sluice::";
  public static final StackState EMPTY = of(List.of());

  private States() {}

  public static StackState of(List<Map<String, Object>> resources) {
    return StackState.of(Map.of("manifest", Map.of(), "resources", resources));
  }

  static Map<String, Object> resource(String urn, String type, String parent) {
    return Map.of("urn", urn, "type", type, "parent", parent);
  }

  /** Returns the stack itself, with the outputs of its apps. */
  public static Map<String, Object> stack(Map<String, Object> apps) {
    return stackOutputs(Map.of("apps", apps));
  }

  public static Map<String, Object> stackOutputs(Map<String, Object> outputs) {
    return Map.of(
        "urn",
        URN + "pulumi:pulumi:Stack::sluice-test",
        "type",
        "pulumi:pulumi:Stack",
        "outputs",
        outputs);
  }

  /** Returns an object of the environment that belongs to no app. */
  public static Map<String, Object> shared(String type, String name) {
    return resource(
        URN + "sluice:index:Environment$" + type + "::" + name,
        type,
        URN + "sluice:index:Environment::_environment");
  }
}
