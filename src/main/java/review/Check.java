package review;

import java.util.List;
import java.util.stream.Stream;

/**
 * A check of synthesized objects, in words.
 *
 * @param id in lower-case words, such as {@code pss-host-namespaces}
 * @param holds the rule, in one sentence
 * @param reason for it, in one sentence
 * @param source of the rule
 * @param fix what to do, in terms of the environment file or the manifest
 */
public record Check(String id, String holds, String reason, Source source, String fix) {
  /** Returns all checks in the order of docs/checks.md. */
  public static List<Check> all() {
    return Stream.concat(
            CheckCatalog.RULES.stream().map(Rule::check), Stream.of(CheckCatalog.EXEMPTION_UNUSED))
        .toList();
  }
}
