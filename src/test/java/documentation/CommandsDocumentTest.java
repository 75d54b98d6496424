package documentation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import documentation.Markdown.Block;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Compares docs/cli.md with the output of the commands, in the project that
 * docs/environment-files.md shows.
 */
class CommandsDocumentTest {
  private static final String DOCUMENT = "docs/cli.md";
  private static final String RELEASE = "Pulumi.staging.yaml";
  private static final Pattern COMMAND = Pattern.compile("(?m)^  ([a-z][a-z-]+) +\\S.*$");
  private static final Pattern OPTION = Pattern.compile("(?m)^ +(?:(-\\w), )?(--[a-z-]+)");

  @TempDir private Path project;

  @BeforeEach
  void writeTheExample() throws IOException {
    for (var file : Markdown.of("docs/environment-files.md").files().entrySet()) {
      var path = project.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue());
    }
  }

  static Stream<String> commands() {
    var text = run(Path.of("."), "--help");
    var list =
        text.substring(
            text.indexOf("Commands:\n"), text.indexOf("\n\n", text.indexOf("Commands:\n")));
    return COMMAND.matcher(list).results().map(match -> match.group(1));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandAndOptionIsDocumented(String command) {
    var options = new ArrayList<String>();
    var matcher = OPTION.matcher(run(project, command, "--help"));
    while (matcher.find()) {
      options.add("`" + matcher.group(2) + "`");
    }
    assertThat(options).isNotEmpty();
    assertThat(Markdown.of(DOCUMENT).text())
        .contains("## " + command + "\n", "`" + command + "`")
        .contains(options);
  }

  static Stream<String> runs() {
    return notes("run");
  }

  @ParameterizedTest
  @MethodSource("runs")
  void aCommandPrintsWhatTheDocumentShows(String command) throws IOException {
    run(project, "synth");
    setWeight(25);
    assertPrints("run", command);
  }

  static Stream<String> refused() {
    return notes("refused");
  }

  @ParameterizedTest
  @MethodSource("refused")
  void aRefusalIsWhatTheDocumentShows(String command) throws IOException {
    setWeight(100);
    assertPrints("refused", command);
  }

  static Stream<String> expired() {
    return notes("expired");
  }

  @ParameterizedTest
  @MethodSource("expired")
  void anExpiredExemptionIsWhatTheDocumentShows(String command) throws IOException {
    var file = project.resolve("environments/staging.yaml");
    var reason = "The staging registry rebuilds its images under the same tags.";
    Files.writeString(
        file,
        Files.readString(file)
            .replace(" " + reason, "\n    reason: " + reason + "\n    expires: \"2025-01-31\""));
    assertPrints("expired", command);
  }

  static Stream<String> excerpts() {
    return notes("excerpt");
  }

  @ParameterizedTest
  @MethodSource("excerpts")
  void theOutputOfACommandHasWhatTheDocumentShows(String command) throws IOException {
    setWeight(25);
    assertThat(run(project, command.split(" ")))
        .contains(block("excerpt", command).text().stripTrailing());
  }

  @Test
  void theDocumentShowsEachKindOfOutput() {
    assertThat(List.of(runs(), refused(), expired(), excerpts()))
        .allSatisfy(each -> assertThat(each).isNotEmpty());
  }

  private void assertPrints(String kind, String command) {
    var output = run(project, command.split(" "));
    Markdown.of(DOCUMENT).assertHolds(block(kind, command), output);
  }

  private void setWeight(int percent) throws IOException {
    var file = project.resolve(RELEASE);
    var before = Files.readString(file);
    assertThat(before).contains("weight: 10");
    Files.writeString(file, before.replace("weight: 10", "weight: " + percent));
  }

  private static Stream<String> notes(String kind) {
    return blocks().flatMap(block -> block.noted(kind).stream());
  }

  private static Block block(String kind, String value) {
    return blocks()
        .filter(block -> block.noted(kind).filter(value::equals).isPresent())
        .findFirst()
        .orElseThrow();
  }

  private static Stream<Block> blocks() {
    return Markdown.of(DOCUMENT).blocks().stream();
  }

  /**
   * Returns everything that the command prints to both of its outputs; it runs in a separate
   * process, because it ends with its exit code.
   */
  private static String run(Path project, String... arguments) {
    var words = new ArrayList<String>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp", absoluteClassPath(), "cli.Main"));
    words.addAll(List.of(arguments));
    try {
      var process =
          new ProcessBuilder(words).directory(project.toFile()).redirectErrorStream(true).start();
      return new String(process.getInputStream().readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String absoluteClassPath() {
    var separator = System.getProperty("path.separator");
    return Stream.of(System.getProperty("java.class.path").split(Pattern.quote(separator)))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .reduce((one, other) -> one + separator + other)
        .orElseThrow();
  }
}
