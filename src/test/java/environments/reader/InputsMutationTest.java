package environments.reader;

import static org.assertj.core.api.Assertions.assertThat;

import environments.Shop;
import environments.yaml.Problem;
import environments.yaml.RefusedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;

/**
 * Damages the example files randomly: everything that a user writes is read or refused, without a
 * crash.
 */
class InputsMutationTest {
  private static final List<String> FILES =
      List.of("environments/base.yaml", "environments/production.yaml", "Pulumi.production.yaml");

  private static final List<String> PIECES =
      List.of(
          "null",
          "{}",
          "[]",
          "[[]]",
          "{a: {b: c}}",
          "\"\"",
          "~",
          "-1",
          "0",
          "99999999999",
          "1.10",
          "yes",
          "''",
          "- ",
          ": ",
          "\n",
          "\n  ",
          "#",
          "\"",
          "|",
          "\u00e9",
          "\ud83d\ude00",
          "\t",
          "x".repeat(300),
          "replicas",
          "autoscaling: {}",
          "apps:",
          "*a",
          "&a ",
          "!!int ",
          "<<: {}");

  /** Replaces some characters of a file by a piece. */
  record Damage(int file, int start, int length, String piece) {}

  @Property(tries = 600)
  void damagedFilesAreReadOrRefused(@ForAll("damages") List<Damage> damages) {
    var contents = FILES.stream().map(InputsMutationTest::read).toArray(String[]::new);
    damages.forEach(damage -> contents[damage.file()] = damaged(contents[damage.file()], damage));
    load(contents);
  }

  private static void load(String[] contents) {
    try {
      Shop.inputs(contents[0], contents[1], contents[2]).environment();
    } catch (RefusedException e) {
      assertThat(e.problems()).isNotEmpty().allSatisfy(InputsMutationTest::checkProblem);
    }
  }

  private static void checkProblem(Problem problem) {
    assertThat(problem.position().line()).isPositive();
    assertThat(problem.position().column()).isPositive();
    assertThat(problem.message()).doesNotContain("\n").hasSizeLessThan(2000);
  }

  private static String damaged(String content, Damage damage) {
    int start = Math.min(damage.start(), content.length());
    int end = Math.min(start + damage.length(), content.length());
    return content.substring(0, start) + damage.piece() + content.substring(end);
  }

  @Provide
  Arbitrary<List<Damage>> damages() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 2),
            Arbitraries.integers().between(0, 8000).withDistribution(RandomDistribution.uniform()),
            Arbitraries.integers().between(0, 12),
            Arbitraries.of(PIECES))
        .as(Damage::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(3);
  }

  private static String read(String file) {
    try {
      return new String(Files.readAllBytes(Path.of(file)), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
