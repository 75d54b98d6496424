package cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import review.ReviewedText;

/**
 * Each folder of {@code bad-inputs} contains files with problems, which are laid over {@code
 * valid/}, and in {@code refusal.txt} the whole output for the user. {@code commands.txt}, if
 * present, lists the commands; the default is {@code synth}.
 */
class BadInputsTest {
  private static final Path FOLDER = Path.of("src/test/resources/bad-inputs");
  private static final Path CLASSES = FOLDER.resolve("classes.txt");
  private static final Pattern CLASS = Pattern.compile("([0-9]{2}) [^ ].*[^ .]");

  private static final String SECRETS =
      """
      version: 1
      cluster:
        registries: ["https://ci:hunter2@registry.example"]
        requestsPerSecondMetric: "a`://ci:hunter2@metrics`"
      apps:
        cart:
          image: "https://ci:hunter2@registry.example/shop/cart:1"
          env: {DB_PASSWORD: "hunter2 {{ x }}", "MAIL": "smtp://me:hunter2@mail"}
          labels: {key: "`://ci:hunter2@x"}
        checkout:
          shutdown: {preStop: "https://ci:hunter2@x"}
          router: {httpRoute: {hostnames: ["https://ci:hunter2@x"], pathPrefix: "://ci:hunter2@x, got `y`."}}
        search:
          resources: {limits: {memory: "https://ci:hunter2@x"}}
        stream:
          annotations: {example.com/hook: "https://ci:hunter2@x"}
        worker:
          probes: {readiness: {httpGet: {path: "`https://ci:hunter2@x`"}}}
          autoscaling: {cpu: "https://ci:hunter2@x"}
      """;

  @TempDir private Path project;

  static Stream<String> fixtures() throws IOException {
    try (var folders = Files.list(FOLDER)) {
      return folders
          .filter(Files::isDirectory)
          .map(folder -> folder.getFileName().toString())
          .filter(name -> !name.equals("valid"))
          .sorted()
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void badInputIsRefusedAndNothingIsWritten(String fixture) throws IOException {
    BadInputs.copy(FOLDER.resolve("valid"), project);
    BadInputs.copy(FOLDER.resolve(fixture), project);
    BadInputs.changeWhatNoFileSays(fixture, project);
    var before = BadInputs.tree(project);
    var runs = new ArrayList<String>();
    for (var command : commands(fixture)) {
      var run = CommandRun.in(project, command.split(" ", -1));
      runs.add("$ ./sluice " + shown(command) + "\n" + run.text());
      assertThat(run.exitCode()).as(command).isEqualTo(Main.REFUSED);
    }
    assertThat(BadInputs.tree(project)).isEqualTo(before);
    ReviewedText.assertMatches(
        FOLDER.resolve(fixture).resolve("refusal.txt"), String.join("\n", runs));
  }

  @Test
  void whatTheFixturesAreLaidOverIsValid() throws IOException {
    BadInputs.copy(FOLDER.resolve("valid"), project);
    assertThat(CommandRun.in(project, "synth", "--stdout").exitCode()).isEqualTo(Main.DONE);
  }

  /**
   * This holds wherever the secret is, whatever surrounds it, and whichever part of it is wrong.
   */
  @Test
  void noFormOfARefusalShowsASecret() throws IOException {
    BadInputs.copy(FOLDER.resolve("valid"), project);
    Files.writeString(project.resolve("environments/test.yaml"), SECRETS);
    Files.writeString(
        project.resolve("Pulumi.test.yaml"),
        Files.readString(project.resolve("Pulumi.test.yaml"))
            .replaceFirst("1\\.0\\.0", "https://ci:hunter2@registry.example"));
    for (var options : List.of("synth", "synth --json", "synth --sarif", "lint --sarif")) {
      var run = CommandRun.in(project, options.split(" ", -1));
      assertThat(run.exitCode()).as(options).isEqualTo(Main.REFUSED);
      assertThat(run.text()).as(options).doesNotContain("hunter2");
      assertThat(run.text().split("looks like a secret", -1)).as(options).hasSize(11);
    }
  }

  @Test
  void everyClassOfBadInputHasAFixture() throws IOException {
    var numbers = new ArrayList<String>();
    for (var line : Files.readAllLines(CLASSES)) {
      var matcher = CLASS.matcher(line);
      assertThat(matcher.matches()).as(line).isTrue();
      numbers.add(matcher.group(1));
    }
    var expected = Stream.iterate(1, n -> n + 1).limit(73).map("%02d"::formatted).toList();
    assertThat(numbers).isEqualTo(expected);
    assertThat(fixtures().map(fixture -> fixture.substring(0, 2)).distinct().toList())
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void aRefusalNamesThePlaceAndNoBugs(String fixture) throws IOException {
    var text = Files.readString(FOLDER.resolve(fixture).resolve("refusal.txt"));
    assertThat(text)
        .doesNotContain("bug of Sluice", "Exception", "\tat ")
        .contains("[exit code 2]");
    assertThat(text.lines().filter(line -> line.startsWith("  ")))
        .allSatisfy(line -> assertThat(line).matches("  [0-9]+:[0-9]+ .*[.?]"));
    assertThat(fixture).isEqualTo(fixture.toLowerCase(Locale.ROOT)).matches("[0-9]{2}-[a-z0-9-]+");
  }

  private static List<String> commands(String fixture) throws IOException {
    var file = FOLDER.resolve(fixture).resolve("commands.txt");
    var lines = Files.exists(file) ? Files.readAllLines(file) : List.of("synth");
    return lines.stream().map(line -> line.replace("<NUL>", "\0")).toList();
  }

  private static String shown(String command) {
    return command.replace("\0", "<NUL>");
  }
}
