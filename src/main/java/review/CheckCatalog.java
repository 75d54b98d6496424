package review;

import java.util.List;
import java.util.stream.Stream;

/**
 * The list of all rules, which generated objects satisfy by construction. Where a linter's default
 * contradicts Kubernetes' own advice, Kubernetes' advice is the rule.
 */
final class CheckCatalog {
  static final List<Rule> RULES =
      Stream.of(
              ChecksOfPods.RULES,
              ChecksOfSecrets.RULES,
              ChecksOfTraffic.RULES,
              ChecksOfAvailability.RULES,
              ChecksOfReleases.RULES,
              ChecksOfForm.RULES)
          .flatMap(List::stream)
          .toList();

  /** Concerns the environment file, not an object. */
  static final Check EXEMPTION_UNUSED =
      new Check(
          "exemption-unused",
          "Every exemption is used.",
          "An exemption that suppresses nothing today would hide a mistake tomorrow.",
          Source.of("Sluice"),
          "Remove it from the environment file; `null` removes one of the base.");

  private CheckCatalog() {}
}
