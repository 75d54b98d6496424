package environments.workload;

import environments.text.Fault;
import environments.text.Rules;
import environments.text.Suggestion;
import java.util.List;
import java.util.Set;

/**
 * A permission of the app on the Kubernetes API in its own namespace: one rule of its Role.
 * Wildcards are refused, and so is everything that would let the app escalate its privileges:
 * changing workloads, running commands in other pods, reading Secrets that are not named.
 *
 * @param apiGroup the empty string is the core group
 * @param resourceNames the objects it is limited to; empty for all objects of the resource,
 *     which is refused for {@code secrets}. Names are refused for {@code create} and {@code
 *     deletecollection}
 * @see <a
 *     href="https://kubernetes.io/docs/reference/access-authn-authz/rbac/#referring-to-resources">Referring
 *     to resources</a>
 */
public record Permission(
    String apiGroup, List<String> resources, List<String> verbs, List<String> resourceNames) {
  private static final List<String> VERBS =
      List.of("get", "list", "watch", "create", "update", "patch", "delete", "deletecollection");

  /** Requests with these verbs contain no name to which they could be limited. */
  private static final Set<String> NAMELESS = Set.of("create", "deletecollection");

  public Permission {
    resources = List.copyOf(resources);
    verbs = List.copyOf(verbs);
    resourceNames = List.copyOf(resourceNames);
    var rules =
        Rules.check()
            .that(!resources.isEmpty(), "resources", () -> "Must name at least one resource.")
            .that(!verbs.isEmpty(), "verbs", () -> "Must name at least one verb.")
            .value(!apiGroup.equals("*"), "apiGroup", () -> Fault.ofText("Must be one group", "*"))
            .that(
                !apiGroup.equals("rbac.authorization.k8s.io"),
                "apiGroup",
                () ->
                    "Must not be `rbac.authorization.k8s.io`: an app that changes roles can give"
                        + " itself any.");
    resources.forEach(r -> rules.value(isResource(r), "resources", () -> resourceRule(r)));
    resources.forEach(
        r -> rules.that(!Escalation.RESOURCES.contains(r), "resources", () -> beyondRule(r)));
    verbs.forEach(v -> rules.value(VERBS.contains(v), "verbs", () -> verbRule(v)));
    checkWorkloads(rules, apiGroup, resources, verbs);
    if (!resourceNames.isEmpty()) {
      verbs.forEach(v -> rules.that(!NAMELESS.contains(v), "verbs", () -> namelessRule(v)));
    }
    if (resources.contains("secrets")) {
      checkSecrets(rules, verbs, resourceNames);
    }
    rules.enforce();
  }

  private static boolean isResource(String resource) {
    return resource.matches("[a-z][a-z0-9.-]*(?:/[a-z]+)?");
  }

  private static void checkWorkloads(
      Rules rules, String apiGroup, List<String> resources, List<String> verbs) {
    var writes = Escalation.writes(verbs);
    Escalation.workloads(List.of(apiGroup), resources)
        .forEach(
            workload ->
                rules.that(
                    writes.isEmpty(),
                    "verbs",
                    () ->
                        "Must not change `"
                            + workload
                            + "`: an app that starts pods can start one with more permissions, got"
                            + " `"
                            + String.join("`, `", writes)
                            + "`; remove these verbs, or put other resources into a separate"
                            + " rule."));
  }

  private static void checkSecrets(Rules rules, List<String> verbs, List<String> resourceNames) {
    rules
        .value(
            verbs.stream().allMatch("get"::equals),
            "verbs",
            () ->
                Fault.ofText(
                    "Must be only `get` for `secrets`, because a list shows all of them",
                    String.join("`, `", verbs)))
        .that(
            !resourceNames.isEmpty(),
            "resourceNames",
            () -> "Must name the Secrets that may be read.");
  }

  private static Fault resourceRule(String resource) {
    return Fault.ofText(
        "Must be a resource in lower case, such as `configmaps` or `pods/log`, without wildcards",
        resource);
  }

  private static String beyondRule(String resource) {
    return "Must not be `"
        + resource
        + "`, which lets an app escalate its own permissions; remove it.";
  }

  private static String namelessRule(String verb) {
    return "Must not be `"
        + verb
        + "` with `resourceNames`: such a request has no name yet, so it would be denied;"
        + " give `"
        + verb
        + "` a separate rule.";
  }

  private static Fault verbRule(String verb) {
    return Fault.ofText("Must be one of " + String.join(", ", VERBS), verb)
        .withFix("." + Suggestion.question(verb, VERBS));
  }
}
