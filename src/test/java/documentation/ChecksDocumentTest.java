package documentation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import review.Check;
import review.ReviewedText;

/** docs/checks.md matches the descriptions of the checks. */
class ChecksDocumentTest {
  private static final String INTRODUCTION =
      """
      # Checks

      To understand a finding of `./sluice lint`, find its check below. Objects that Sluice makes pass by construction; the
      checks also apply to [manifests of your own](environment-files.md#manifests-of-your-own). If linters contradict each
      other or Kubernetes, the rule is what Kubernetes says. To exempt an object from a check, give a reason under
      [`exemptions`](environment-files.md#exemptions).

      | check | what must hold | why | who says so | fix |
      |---|---|---|---|---|
      """;

  @Test
  void theDocumentHasEveryCheck() throws IOException {
    var rows = Check.all().stream().map(ChecksDocumentTest::row).collect(Collectors.joining());
    ReviewedText.assertMatches(Path.of("docs/checks.md"), INTRODUCTION + rows);
  }

  private static String row(Check check) {
    var source = check.source();
    var link = source.url().map(url -> "[" + source.name() + "](" + url + ")");
    return "| `%s` | %s | %s | %s | %s |\n"
        .formatted(
            check.id(), check.holds(), check.reason(), link.orElse(source.name()), check.fix());
  }
}
