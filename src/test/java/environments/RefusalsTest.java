package environments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import environments.reader.Inputs;
import environments.values.DnsLabel;
import environments.yaml.RefusedException;
import environments.yaml.SourceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import review.ReviewedText;

/**
 * Each folder of {@code environments/refused} contains the files of an environment, and the refusal
 * for the user.
 */
class RefusalsTest {
  private static final Path FOLDER = Path.of("src/test/resources/environments/refused");

  static Stream<String> cases() throws IOException {
    try (var folders = Files.list(FOLDER)) {
      return folders.map(folder -> folder.getFileName().toString()).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void everyMistakeIsShownWhereItStands(String name) throws IOException {
    var folder = FOLDER.resolve(name);
    var inputs =
        Inputs.of(
                DnsLabel.parse("test"),
                source(folder, "base.yaml"),
                source(folder, "test.yaml"),
                source(folder, "Pulumi.test.yaml"))
            .withManifests(manifests(folder));
    var refusal = catchThrowableOfType(RefusedException.class, inputs::environment);
    assertThat(refusal).isNotNull();
    ReviewedText.assertMatches(folder.resolve("refusal.txt"), refusal.getMessage() + "\n");
  }

  /** Every file can be named under {@code manifests}. */
  private static List<SourceFile> manifests(Path folder) throws IOException {
    var found = new ArrayList<SourceFile>();
    try (var files = Files.newDirectoryStream(folder, "*.yaml")) {
      for (var file : files) {
        found.add(source(folder, file.getFileName().toString()));
      }
    }
    return found;
  }

  private static SourceFile source(Path folder, String file) throws IOException {
    return new SourceFile(file, Files.readAllBytes(folder.resolve(file)));
  }
}
