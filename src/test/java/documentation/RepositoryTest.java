package documentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Rules for the files of the repository, whatever their content. */
class RepositoryTest {
  private static final int CODE = 100;
  private static final int DOCUMENT = 120;

  /** Written by tests, from texts of one line each. */
  private static final Set<Path> GENERATED =
      Set.of(Path.of("docs/checks.md"), Path.of("docs/reference.md"));

  /** A line with nothing that can be wrapped: a link, a string, a regular expression. */
  private static final Pattern UNBREAKABLE = Pattern.compile("\\W*\\S{80,}");

  static Stream<Path> code() {
    return Stream.of("src/main/java", "src/test/java", "src/benchmark/java")
        .flatMap(folder -> files(folder, ".java"));
  }

  @Test
  void linesOfCodeHaveAtMost100Columns() {
    assertThat(code().flatMap(RepositoryTest::longLinesOfCode)).isEmpty();
  }

  @Test
  void linesOfDocumentsHaveAtMost120Columns() {
    assertThat(
            Stream.concat(
                    Stream.of("README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md")
                        .map(Path::of),
                    files("docs", ".md"))
                .filter(file -> !GENERATED.contains(file))
                .flatMap(RepositoryTest::longLinesOfText))
        .isEmpty();
  }

  static Stream<Path> configurations() {
    return Stream.concat(files(".github", ".yml"), Stream.of(Path.of("renovate.json")));
  }

  @ParameterizedTest
  @MethodSource("configurations")
  void formsAndConfigurationsCanBeRead(Path file) {
    var text = String.join("\n", lines(file));
    assertThatCode(() -> new Load(LoadSettings.builder().build()).loadFromString(text))
        .doesNotThrowAnyException();
    if (file.toString().endsWith(".json")) {
      assertThatCode(() -> new JsonMapper().readTree(text)).doesNotThrowAnyException();
    }
  }

  /** Ignores text blocks, because the input and output of programs have their own lines. */
  private static Stream<String> longLinesOfCode(Path file) {
    var found = new ArrayList<String>();
    boolean isBlock = false;
    int number = 0;
    for (var line : lines(file)) {
      number++;
      if (!isBlock && isLonger(line, CODE)) {
        found.add(file + ":" + number);
      }
      isBlock ^= (line.split("\"\"\"", -1).length - 1) % 2 == 1;
    }
    return found.stream();
  }

  /** Ignores tables and blocks of code. */
  private static Stream<String> longLinesOfText(Path file) {
    var found = new ArrayList<String>();
    boolean isBlock = false;
    int number = 0;
    for (var line : lines(file)) {
      number++;
      isBlock ^= line.startsWith("```");
      if (!isBlock && !line.matches("(\\||    ).*") && isLonger(line, DOCUMENT)) {
        found.add(file + ":" + number);
      }
    }
    return found.stream();
  }

  private static boolean isLonger(String line, int columns) {
    return line.codePointCount(0, line.length()) > columns
        && !UNBREAKABLE.matcher(line).lookingAt();
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<Path> files(String folder, String ending) {
    try (var files = Files.walk(Path.of(folder))) {
      return files.filter(file -> file.toString().endsWith(ending)).sorted().toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
