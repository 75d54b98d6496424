package documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The messages for which readers search in docs/release-reference.md are the program's own words.
 */
final class QuotedMessagesTest {
  private static final Pattern TABLE =
      Pattern.compile("(?m)^\\| (?:message|`status` says) \\|.*\n(?<rows>(?:\\|.*\n)+)");

  private static final Pattern FIRST_CELL = Pattern.compile("(?m)^\\|([^|]*)\\|");
  private static final Pattern QUOTE = Pattern.compile("`([^`]* [^`]*)`");

  /** The parts that differ between messages. */
  private static final Pattern EXAMPLE =
      Pattern.compile("\\.{3}|\\b(?:dev|green|3)\\b|\"[^\"]*\"|<[a-z]+>");

  private static final Pattern JOINED_LITERALS = Pattern.compile("\"\\s*\\+\\s*\"");

  private static String program = "";

  @BeforeAll
  static void readTheProgram() throws IOException {
    try (var files = Files.walk(Path.of("src/main/java"))) {
      var sources = files.filter(file -> file.toString().endsWith(".java")).toList();
      var text = new StringBuilder();
      for (var source : sources) {
        text.append(Files.readString(source));
      }
      program = JOINED_LITERALS.matcher(text).replaceAll("");
    }
  }

  static List<String> quotes() {
    var cells =
        matches(TABLE, Markdown.of("docs/release-reference.md").text())
            .flatMap(table -> matches(FIRST_CELL, table.group(1)))
            .map(cell -> cell.group(1))
            .collect(Collectors.joining("\n"));
    return matches(QUOTE, cells).map(quote -> quote.group(1)).toList();
  }

  private static Stream<MatchResult> matches(Pattern pattern, String text) {
    return pattern.matcher(text).results();
  }

  @ParameterizedTest
  @MethodSource("quotes")
  void theProgramSaysWhatIsQuoted(String quote) {
    var parts =
        Arrays.stream(EXAMPLE.split(quote)).map(String::strip).filter(part -> part.contains(" "));
    assertThat(parts).allSatisfy(part -> assertThat(program.contains(part)).as(part).isTrue());
  }

  @Test
  void bothTablesHaveQuotes() {
    assertThat(quotes())
        .contains("Moves traffic to green while ...", "its journal is not signed")
        .hasSizeGreaterThan(12);
  }
}
