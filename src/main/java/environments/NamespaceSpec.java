package environments;

import environments.text.Choice;
import environments.text.Fault;
import environments.text.Ordered;
import environments.text.Rules;
import environments.text.SpecPath;
import environments.text.Suggestion;
import environments.values.DnsLabel;
import environments.values.Quantity;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A namespace that an environment creates.
 *
 * @param podSecurity the level that the API server enforces there; everything that Sluice
 *     generates passes {@code restricted}
 * @param quota hard limits of a ResourceQuota, such as {@code pods} or {@code requests.cpu}; if
 *     empty, there is no ResourceQuota. Counts of objects are whole numbers
 * @see <a href="https://kubernetes.io/docs/concepts/policy/resource-quotas/">Resource
 *     quotas</a>
 */
public record NamespaceSpec(DnsLabel name, PodSecurity podSecurity, Map<String, Quantity> quota) {
  private static final List<String> COUNTS =
      List.of(
          "pods",
          "services",
          "secrets",
          "configmaps",
          "persistentvolumeclaims",
          "services.loadbalancers",
          "services.nodeports");
  private static final List<String> AMOUNTS =
      List.of(
          "requests.cpu",
          "requests.memory",
          "requests.ephemeral-storage",
          "requests.storage",
          "limits.cpu",
          "limits.memory",
          "limits.ephemeral-storage");
  private static final String OBJECT_COUNT = "count/<resource>.<group>";
  private static final String OBJECT_COUNTS =
      "count/[a-z][a-z0-9-]*(?:\\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*";

  /** A regular expression of the resources that a quota can limit. */
  public static final String RESOURCES =
      (String.join("|", COUNTS) + "|" + String.join("|", AMOUNTS)).replace(".", "\\.")
          + "|"
          + OBJECT_COUNTS;

  public NamespaceSpec {
    quota = Ordered.copy(quota);
    var rules =
        Rules.check()
            .value(
                !name.value().equals("default") && !name.value().startsWith("kube-"),
                "",
                () ->
                    Fault.ofText(
                            "Must not be `default`, which everyone shares, or begin with `kube-`,"
                                + " which Kubernetes reserves",
                            name)
                        .withFix("; use a namespace for the apps, such as `shop`."));
    quota.forEach((resource, limit) -> checkLimit(rules, resource, limit));
    rules.enforce();
  }

  public static NamespaceSpec of(DnsLabel name) {
    return new NamespaceSpec(name, PodSecurity.RESTRICTED, Map.of());
  }

  public NamespaceSpec withPodSecurity(PodSecurity level) {
    return new NamespaceSpec(name, level, quota);
  }

  public NamespaceSpec withQuota(String resource, Quantity limit) {
    return new NamespaceSpec(name, podSecurity, Ordered.with(quota, resource, limit));
  }

  private static void checkLimit(Rules rules, String resource, Quantity limit) {
    boolean count = COUNTS.contains(resource) || isObjectCount(resource);
    rules
        .that(
            count || AMOUNTS.contains(resource),
            SpecPath.of("quota", resource),
            () -> "Unknown resource. " + Suggestion.sentence(resource, known()))
        .value(
            !count || limit.isWhole(),
            SpecPath.of("quota", resource),
            () -> Fault.of("Must be a whole number, because it counts objects", limit));
  }

  private static boolean isObjectCount(String resource) {
    return resource.startsWith("count/") && resource.matches(OBJECT_COUNTS);
  }

  private static List<String> known() {
    return Stream.of(COUNTS, AMOUNTS, List.of(OBJECT_COUNT)).flatMap(List::stream).toList();
  }

  /**
   * A level of the Pod Security Standards.
   *
   * @see <a href="https://kubernetes.io/docs/concepts/security/pod-security-standards/">Pod
   *     Security Standards</a>
   */
  public enum PodSecurity {
    RESTRICTED("restricted"),
    BASELINE("baseline");

    private final String word;

    PodSecurity(String word) {
      this.word = word;
    }

    public static PodSecurity parse(String text) {
      return Choice.parse(text, values());
    }

    @Override
    public String toString() {
      return word;
    }
  }
}
