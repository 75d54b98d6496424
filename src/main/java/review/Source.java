package review;

import java.util.Optional;

/**
 * The source of a rule.
 *
 * @param url in Kubernetes' documentation, if it is there
 */
public record Source(String name, Optional<String> url) {
  static final Source PSS_BASELINE =
      kubernetes(
          "Pod Security Standards, baseline", "concepts/security/pod-security-standards/#baseline");
  static final Source PSS_RESTRICTED =
      kubernetes(
          "Pod Security Standards, restricted",
          "concepts/security/pod-security-standards/#restricted");

  static Source of(String name) {
    return new Source(name, Optional.empty());
  }

  /**
   * @param page below Kubernetes' documentation
   */
  static Source kubernetes(String title, String page) {
    return new Source(title, Optional.of("https://kubernetes.io/docs/" + page));
  }
}
