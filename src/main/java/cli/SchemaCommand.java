package cli;

import environments.format.JsonSchema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import synth.FileChange;
import synth.FileChanges;

/**
 * {@code sluice schema}: writes the schemas with which editors complete and explain the keys of a
 * project's files.
 */
final class SchemaCommand implements Callable<Integer> {
  private static final String FOLDER = "environments/schema/";

  private static final String DESCRIPTION =
      """
      Write JSON Schemas of the files to environments/schema/. Editors with the YAML language server
      then complete, explain and check keys, in files that begin with the line printed here. Run it
      again after each update of Sluice.\
      """;

  private static final String FOOTER =
      """
      Example:
        ./sluice schema

      Exit codes: 0 done; 3 a bug in Sluice, or a failure of the machine (disk full, no
      permission).\
      """;

  private final Path project;
  private final Terminal terminal;
  private final CommandSpec command =
      Commands.command(
          "schema",
          this,
          "Write JSON Schemas, for completion and help in editors.",
          DESCRIPTION,
          FOOTER);

  SchemaCommand(Path project, Terminal terminal) {
    this.project = project;
    this.terminal = terminal;
  }

  CommandSpec spec() {
    return command;
  }

  @Override
  public Integer call() {
    var changes = FileChanges.in(project).apply(() -> changes(project));
    changes.forEach(change -> SynthReport.print(terminal, change));
    terminal.println(
        "environments/base.yaml, environments/<environment>.yaml and Pulumi.<environment>.yaml"
            + " begin with");
    terminal.println("  # yaml-language-server: $schema=schema/base.schema.json");
    terminal.println("  # yaml-language-server: $schema=schema/environment.schema.json");
    terminal.println("  # yaml-language-server: $schema=environments/schema/stack.schema.json");
    return Main.DONE;
  }

  /** Returns the schemas of a project that are missing or outdated. */
  static List<FileChange> changes(Path project) {
    var changes = new ArrayList<FileChange>();
    schemas()
        .forEach(
            (name, schema) -> {
              var file = project.resolve(FOLDER + name);
              var before = content(file);
              var after = Optional.of(Json.text(schema) + "\n");
              if (!before.equals(after)) {
                changes.add(new FileChange(file, before, after));
              }
            });
    return changes;
  }

  private static Map<String, Map<String, Object>> schemas() {
    var schemas = new TreeMap<String, Map<String, Object>>();
    schemas.put("base.schema.json", JsonSchema.ofBase());
    schemas.put("environment.schema.json", JsonSchema.ofEnvironment());
    schemas.put("stack.schema.json", JsonSchema.ofStack());
    return schemas;
  }

  private static Optional<String> content(Path file) {
    try {
      return Files.exists(file)
          ? Optional.of(Files.readString(file, StandardCharsets.UTF_8))
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
  }
}
