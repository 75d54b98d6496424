package review;

import java.util.List;
import java.util.stream.Stream;

/**
 * What synthesized objects are held to, in words.
 *
 * @param id in lower-case words, such as {@code pss-host-namespaces}
 * @param holds what must hold, in one sentence
 * @param reason why, in one sentence
 * @param source who says so
 * @param fix what to do, in words of the environment file or of the manifest
 */
public record Check(String id, String holds, String reason, Source source, String fix) {
  /** All of them, in the order of docs/checks.md. */
  public static List<Check> all() {
    return Stream.concat(
            CheckCatalog.RULES.stream().map(Rule::check), Stream.of(CheckCatalog.EXEMPTION_UNUSED))
        .toList();
  }
}
