package cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import environments.reader.Inputs;
import environments.values.DnsLabel;
import environments.values.ImageRepository;
import environments.yaml.Problem;
import environments.yaml.RefusedException;
import environments.yaml.SourceFile;
import environments.yaml.SourcePosition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import synth.FileChange;
import synth.FileChanges;

/** {@code sluice init}: creates the first files of a project, with a comment on each line. */
final class InitCommand implements Callable<Integer> {
  private static final String DESCRIPTION =
      """
      Write environments/base.yaml, environments/<environment>.yaml and Pulumi.<environment>.yaml
      with one app and comments that explain the keys; and Pulumi.yaml, so that Pulumi runs this
      Sluice. Overwrites nothing.\
      """;

  private static final String FOOTER =
      """
      Examples:
        ./sluice init
        ./sluice init --app checkout --namespace shop --image registry.example/shop/checkout

      Exit codes: 0 done; 2 a file exists already, or a name is refused; 3 a bug in Sluice, or a
      failure of the machine.\
      """;

  private final Path project;
  private final Terminal terminal;

  private final OptionSpec environmentOption =
      name("--environment", "dev", "The environment (default: ${DEFAULT-VALUE}).");
  private final OptionSpec appOption = name("--app", "web", "The app (default: ${DEFAULT-VALUE}).");
  private final OptionSpec namespaceOption =
      name("--namespace", "apps", "The app's namespace (default: ${DEFAULT-VALUE}).");
  private final OptionSpec imageOption =
      Commands.option(
          "--image",
          "REPOSITORY",
          ImageRepository.class,
          "registry.example/team/web",
          "The repository of the app's images (default: ${DEFAULT-VALUE}).");
  private final CommandSpec command =
      Commands.command(
              "init",
              this,
              "Write a first environment, with comments that explain it.",
              DESCRIPTION,
              FOOTER)
          .addOption(environmentOption)
          .addOption(appOption)
          .addOption(namespaceOption)
          .addOption(imageOption);

  InitCommand(Path project, Terminal terminal) {
    this.project = project;
    this.terminal = terminal;
  }

  CommandSpec spec() {
    return command;
  }

  private static OptionSpec name(String option, String defaultValue, String description) {
    return Commands.option(option, "NAME", DnsLabel.class, defaultValue, description);
  }

  @Override
  public Integer call() {
    var files =
        List.of(
            file("environments/base.yaml", "base.yaml"),
            file("environments/" + environment() + ".yaml", "environment.yaml"),
            file("Pulumi." + environment() + ".yaml", "release.yaml"),
            file("Pulumi.yaml", "project.yaml"));
    check(files);
    explain(FileChanges.in(project).apply(() -> changes(files)));
    return Main.DONE;
  }

  private List<FileChange> changes(List<FileChange> files) {
    refuse(
        files.stream()
            .map(FileChange::file)
            .filter(InitCommand::exists)
            .map(InitCommand::isThere)
            .toList());
    var all = new ArrayList<>(files);
    all.addAll(SchemaCommand.changes(project));
    return all;
  }

  private FileChange file(String name, String template) {
    var text =
        resource(template)
            .replace("${environment}", environment().toString())
            .replace("${app}", app().toString())
            .replace("${namespace}", namespaceOption.getValue().toString())
            .replace("${image}", imageOption.getValue().toString())
            .replace("${project}", projectName())
            .replace("${jar}", Installation.here().jarFrom(project));
    return new FileChange(project.resolve(name), Optional.empty(), Optional.of(text));
  }

  /** Derives the name from the folder's, using only characters that Pulumi accepts. */
  private String projectName() {
    var folder = project.toAbsolutePath().normalize().getFileName();
    return folder == null ? "sluice" : folder.toString().replaceAll("[^A-Za-z0-9_.-]", "-");
  }

  private static String resource(String name) {
    try (var stream = InitCommand.class.getResourceAsStream(name)) {
      if (stream == null) {
        throw new IllegalStateException("Sluice was built without " + name);
      }
      return new String(stream.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A valid name may still not work here: `default` cannot be a namespace of apps, and YAML
   * reserves some words.
   */
  private void check(List<FileChange> files) {
    if (environment().value().equals("base")) {
      refuse(
          List.of(
              new Problem(
                  new SourcePosition("environments/base.yaml", 1, 1),
                  "",
                  "`base` is the file that all environments share; choose another"
                      + " `--environment`.")));
    }
    var sources = files.stream().map(this::source).toList();
    Inputs.of(environment(), sources.get(0), sources.get(1), sources.get(2)).environment();
  }

  private SourceFile source(FileChange file) {
    return SourceFile.of(project.relativize(file.file()).toString(), file.after().orElseThrow());
  }

  private static void refuse(List<Problem> problems) {
    if (!problems.isEmpty()) {
      throw new RefusedException(problems);
    }
  }

  private static boolean exists(Path file) {
    return Files.exists(file, LinkOption.NOFOLLOW_LINKS);
  }

  private static Problem isThere(Path file) {
    return new Problem(
        new SourcePosition(file.toString(), 1, 1),
        "",
        "This file exists already and is not overwritten; remove it first, or continue with it.");
  }

  private void explain(List<FileChange> files) {
    files.forEach(file -> SynthReport.print(terminal, file));
    terminal.println("");
    terminal.println(
        "environments/base.yaml defines the app; environments/"
            + environment()
            + ".yaml what differs in "
            + environment()
            + ";");
    terminal.println(
        "Pulumi." + environment() + ".yaml which versions run and which color takes the traffic.");
    terminal.println("");
    terminal.println("Next:");
    if (!exists(project.resolve("sluice"))) {
      terminal.println(
          "  ln -s "
              + Installation.here().launcherFrom(project)
              + " sluice  # the command that all pages and messages use");
    }
    next("./sluice synth", "writes dist/" + environment() + "/" + app() + ".k8s.yaml");
    next(explain(), "shows where each field comes from");
    next("pulumi stack init " + environment(), "creates the stack");
    next("pulumi up --stack " + environment(), "applies dist/" + environment());
  }

  private DnsLabel environment() {
    return environmentOption.getValue();
  }

  private DnsLabel app() {
    return appOption.getValue();
  }

  private String explain() {
    return "./sluice explain " + environment() + " " + app();
  }

  private void next(String command, String purpose) {
    var space = " ".repeat(explain().length() - command.length() + 2);
    terminal.println("  " + command + space + purpose);
  }
}
