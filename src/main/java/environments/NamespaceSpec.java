package environments;

import java.util.Map;

/**
 * A namespace that an environment makes.
 *
 * @param podSecurity the level that the API server enforces there; all that Sluice makes passes {@code restricted}
 * @param quota hard limits of a ResourceQuota, such as {@code pods} or {@code requests.cpu}; none makes none
 */
public record NamespaceSpec(DnsLabel name, PodSecurity podSecurity, Map<String, Quantity> quota) {
  public NamespaceSpec {
    quota = Ordered.copy(quota);
    Rules.check()
        .that(
            !name.value().equals("default") && !name.value().startsWith("kube-"),
            "",
            () -> "An app needs a namespace of its own, which `" + name + "` is not.")
        .enforce();
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

  /**
   * A level of the Pod Security Standards.
   *
   * @see <a href="https://kubernetes.io/docs/concepts/security/pod-security-standards/">Pod Security Standards</a>
   */
  public enum PodSecurity {
    RESTRICTED("restricted"),
    BASELINE("baseline");

    private final String word;

    PodSecurity(String word) {
      this.word = word;
    }

    public static PodSecurity parse(String text) {
      return switch (text) {
        case "restricted" -> RESTRICTED;
        case "baseline" -> BASELINE;
        default ->
            throw InvalidSpecException.of(
                "Must be `restricted` or `baseline`, but is `" + text + "`.");
      };
    }

    @Override
    public String toString() {
      return word;
    }
  }
}
