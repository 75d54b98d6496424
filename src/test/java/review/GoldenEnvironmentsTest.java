package review;

import static org.assertj.core.api.Assertions.assertThat;

import environments.Environment;
import environments.reader.EnvironmentFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import synth.Dist;
import synth.SynthesizedEnvironment;

/**
 * Compares projects with their {@code dist/}: the repository itself, and each folder of {@code
 * golden/}.
 */
public class GoldenEnvironmentsTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden");

  static Stream<Path> projects() throws IOException {
    try (var folders = Files.list(GOLDEN)) {
      var golden =
          folders.filter(folder -> Files.isDirectory(folder.resolve("environments"))).sorted();
      return Stream.concat(Stream.of(Path.of("")), golden.toList().stream());
    }
  }

  /** A project and the name of one of its environments. */
  public record Case(Path project, String environment) {
    public Environment read() {
      return EnvironmentFiles.in(project).read(environment).environment();
    }
  }

  public static Stream<Case> environments() throws IOException {
    return projects()
        .flatMap(
            project ->
                EnvironmentFiles.in(project).names().stream().map(name -> new Case(project, name)));
  }

  @ParameterizedTest
  @MethodSource("environments")
  void environmentsAreWhatWasReviewed(Case golden) {
    Golden.folder(golden.project().resolve("dist").resolve(golden.environment()))
        .assertMatches(SynthesizedEnvironment.of(golden.project(), golden.environment()));
  }

  @ParameterizedTest
  @MethodSource("projects")
  void distHasNoFilesOfOtherEnvironments(Path project) {
    var all =
        EnvironmentFiles.in(project).names().stream()
            .map(name -> SynthesizedEnvironment.of(project, name))
            .toList();
    assertThat(Dist.in(project).compare(all).foreign()).isEmpty();
  }
}
