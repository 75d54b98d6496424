package cli;

import charts.EnvironmentChart;
import environments.Choice;
import environments.EnvironmentFiles;
import environments.Position;
import environments.Problem;
import environments.RefusedException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import synth.Cdk8sEngine;
import synth.Dist;
import synth.Engine;
import synth.FileChange;
import synth.FileChanges;
import synth.NativeEngine;
import synth.SynthesizedEnvironment;

/** {@code sluice synth}: environment files in, {@code dist/} out. */
final class SynthCommand implements Callable<Integer> {
  private static final String DESCRIPTION =
      """
      Writes the Kubernetes YAML of environments to dist/<environment>/<app>.k8s.yaml.
      All files are written or none; files of dist/ that Sluice did not write are not touched.\
      """;

  private static final String FOOTER =
      """
      Examples:
        ./sluice synth                      all environments
        ./sluice synth staging              one of them
        ./sluice synth --check              write nothing; exit with 1 and the diff if a file would change
        ./sluice synth dev --stdout | kubectl diff -f -

      Exit codes: 0 done; 1 files would change (--check); 2 the input is refused, and nothing is written;
      3 a bug of Sluice, or the machine (disk full, no permission).\
      """;

  private final Path project;
  private final Terminal terminal;

  private final PositionalParamSpec environments =
      Commands.arguments(
          "ENVIRONMENT", "Which environments (default: all of environments/, but base).");
  private final OptionSpec engine =
      Commands.option(
          "--engine",
          "ENGINE",
          EngineName.class,
          "native",
          "native (default), or cdk8s: the same bytes by way of a cdk8s app, which needs Node.");
  private final OptionSpec check =
      Commands.flag(
          "--check", "Write nothing; show what would change, and exit with 1 if anything would.");
  private final OptionSpec stdout = Commands.flag("--stdout", "Write nothing; print the YAML.");
  private final OptionSpec json =
      Commands.flag(Main.JSON, "Print what was done, or what is wrong, as JSON.");
  private final CommandSpec command =
      Commands.command(
              "synth",
              this,
              "Write the Kubernetes YAML of environments to dist/.",
              DESCRIPTION,
              FOOTER)
          .addPositional(environments)
          .addOption(engine)
          .addOption(check)
          .addOption(stdout)
          .addOption(json);

  SynthCommand(Path project, Terminal terminal) {
    this.project = project;
    this.terminal = terminal;
  }

  CommandSpec spec() {
    return command;
  }

  @Override
  public Integer call() {
    if (Commands.isSet(stdout) && (Commands.isSet(check) || Commands.isSet(json))) {
      throw new ParameterException(
          command.commandLine(),
          "--stdout goes with neither --check nor --json: it prints the YAML alone.");
    }
    var synthesized = synthesize();
    if (Commands.isSet(stdout)) {
      print(synthesized);
      return Main.DONE;
    }
    var dist = Dist.in(project);
    var changes = names().isEmpty() ? dist.changesToAll(synthesized) : dist.changesTo(synthesized);
    if (!Commands.isSet(check)) {
      FileChanges.apply(changes);
    }
    report(synthesized, changes);
    return Commands.isSet(check) && !changes.isEmpty() ? Main.DIFFERENT : Main.DONE;
  }

  /** All environments are read before the first is synthesized: a user sees every problem at once. */
  private List<SynthesizedEnvironment> synthesize() {
    var files = EnvironmentFiles.in(project);
    var problems = new ArrayList<Problem>();
    var charts = new ArrayList<EnvironmentChart>();
    for (var name : chosen(files)) {
      try {
        charts.add(EnvironmentChart.of(files.read(name).environment()));
      } catch (RefusedException e) {
        e.problems().stream().filter(problem -> !problems.contains(problem)).forEach(problems::add);
      }
    }
    if (!problems.isEmpty()) {
      throw new RefusedException(problems);
    }
    EngineName name = engine.getValue();
    var chosen = name.engine();
    return charts.stream().map(chosen::synthesize).toList();
  }

  /** Without any environment all of {@code dist/} would be stale: that is a wrong folder, not a wish. */
  private Collection<String> chosen(EnvironmentFiles files) {
    var chosen = new LinkedHashSet<>(names().isEmpty() ? files.names() : names());
    if (chosen.isEmpty()) {
      var nowhere = new Position("environments", 1, 1);
      throw new RefusedException(
          List.of(
              new Problem(
                  nowhere,
                  "",
                  "Must hold `base.yaml` and a file for each environment, but holds none; create"
                      + " them with `./sluice init`, or change to the folder of the project.")));
    }
    return chosen;
  }

  private List<String> names() {
    String[] names = environments.getValue();
    return names == null ? List.of() : List.of(names);
  }

  private void print(List<SynthesizedEnvironment> synthesized) {
    var separator = "";
    for (var environment : synthesized) {
      for (var content : environment.files().values()) {
        terminal.print(separator);
        terminal.print(content);
        separator = "---\n";
      }
    }
  }

  private void report(List<SynthesizedEnvironment> synthesized, List<FileChange> changes) {
    if (Commands.isSet(json)) {
      terminal.println(Json.changes(synthesized, changes, !Commands.isSet(check)));
    } else {
      new SynthReport(terminal, Commands.isSet(check)).print(synthesized, changes);
    }
  }

  /** The engines by the names that users give them. */
  enum EngineName {
    NATIVE("native"),
    CDK8S("cdk8s");

    private final String word;

    EngineName(String word) {
      this.word = word;
    }

    static EngineName parse(String text) {
      return Choice.parse(text, values());
    }

    Engine engine() {
      return this == NATIVE ? new NativeEngine() : new Cdk8sEngine();
    }

    @Override
    public String toString() {
      return word;
    }
  }
}
