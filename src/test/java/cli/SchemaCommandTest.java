package cli;

import static com.diffplug.selfie.Selfie.expectSelfie;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemaCommandTest {
  @TempDir private Path folder;

  @Test
  void itWritesTheSchemasAndSaysHowAFileNamesItsOwn() {
    expectSelfie(schema())
        .toBe(
"""
added    environments/schema/base.schema.json
added    environments/schema/environment.schema.json
added    environments/schema/stack.schema.json
environments/base.yaml, environments/<environment>.yaml and Pulumi.<environment>.yaml begin with
  # yaml-language-server: $schema=schema/base.schema.json
  # yaml-language-server: $schema=schema/environment.schema.json
  # yaml-language-server: $schema=environments/schema/stack.schema.json
[exit code 0]
""");
  }

  /** If this fails, run {@code ./sluice schema}. */
  @Test
  void theProjectsOwnSchemasAreWhatItWrites() throws IOException {
    schema();
    try (var files = Files.list(folder.resolve("environments/schema"))) {
      assertThat(files)
          .hasSize(3)
          .allSatisfy(file -> assertThat(file).hasSameTextualContentAs(ours(file)));
    }
  }

  @Test
  void whatIsUpToDateIsNotWrittenAgain() throws IOException {
    schema();
    Files.writeString(folder.resolve("environments/schema/stack.schema.json"), "{}");
    assertThat(schema())
        .startsWith("changed  environments/schema/stack.schema.json\nenvironments/");
  }

  private Path ours(Path file) {
    return folder.relativize(file);
  }

  private String schema() {
    return CommandRun.in(folder, "schema").text();
  }
}
