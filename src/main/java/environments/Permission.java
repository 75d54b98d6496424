package environments;

import java.util.List;

/**
 * What the app may do with the Kubernetes API in its own namespace: one rule of its Role. Wildcards are refused, and so
 * is what would let it become more than it is.
 *
 * @param apiGroup the empty string is the core group
 * @param resourceNames the objects it is limited to; empty for all of the resource
 */
public record Permission(
    String apiGroup, List<String> resources, List<String> verbs, List<String> resourceNames) {
  private static final List<String> VERBS =
      List.of("get", "list", "watch", "create", "update", "patch", "delete", "deletecollection");

  public Permission {
    resources = List.copyOf(resources);
    verbs = List.copyOf(verbs);
    resourceNames = List.copyOf(resourceNames);
    var rules =
        Rules.check()
            .that(!resources.isEmpty(), "resources", () -> "Must name at least one resource.")
            .that(!verbs.isEmpty(), "verbs", () -> "Must name at least one verb.")
            .that(!apiGroup.equals("*"), "apiGroup", () -> "Must be one group, but is `*`.")
            .that(
                !apiGroup.equals("rbac.authorization.k8s.io"),
                "apiGroup",
                () ->
                    "Must not be `rbac.authorization.k8s.io`: an app that changes roles can give"
                        + " itself any.");
    resources.forEach(r -> rules.that(isHarmless(r), "resources", () -> resourceRule(r)));
    verbs.forEach(v -> rules.that(VERBS.contains(v), "verbs", () -> verbRule(v)));
    rules.enforce();
  }

  private static boolean isHarmless(String resource) {
    return !resource.contains("*")
        && !resource.equals("pods/exec")
        && !resource.equals("pods/attach")
        && !resource.equals("serviceaccounts/token");
  }

  private static String resourceRule(String resource) {
    return "Must be a resource such as `configmaps`, without wildcards, `pods/exec`, `pods/attach`"
        + " and `serviceaccounts/token`, but is `"
        + resource
        + "`.";
  }

  private static String verbRule(String verb) {
    return "Must be one of " + String.join(", ", VERBS) + ", but is `" + verb + "`.";
  }
}
