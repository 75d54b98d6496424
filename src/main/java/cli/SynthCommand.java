package cli;

import environments.text.Choice;
import environments.values.DnsLabel;
import environments.yaml.Problem;
import environments.yaml.RefusedException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import synth.Cdk8sEngine;
import synth.Dist;
import synth.Engine;
import synth.FileChange;
import synth.FileChanges;
import synth.NativeEngine;
import synth.SynthesizedEnvironment;

/** {@code sluice synth}: generates {@code dist/} from the environment files. */
final class SynthCommand implements Callable<Integer> {
  private static final String DESCRIPTION =
      """
      Write the Kubernetes YAML of environments to dist/<environment>/<app>.k8s.yaml, all files or
      none. Any other file in dist/ that would be applied is refused; the file of an app that no
      longer exists is removed.\
      """;

  private static final String FOOTER =
      """
      Examples:
        ./sluice synth                      all environments
        ./sluice synth staging              one of them
        ./sluice synth --check              print the diff, and exit with 1 if there is one
        ./sluice synth dev --stdout | kubectl diff -f -
        ./sluice synth --remove dev         remove dist/dev/ once environments/dev.yaml is deleted

      Exit codes: 0 done; 1 files would change (--check); 2 input refused, nothing written; 3 a bug
      in Sluice, or a failure of the machine (disk full, no permission).\
      """;

  private final Path project;
  private final Terminal terminal;

  private final ChosenEnvironments environments;
  private final OptionSpec engine =
      Commands.option(
          "--engine",
          "ENGINE",
          EngineName.class,
          "native",
          "native (default), or cdk8s: the same bytes from a cdk8s app, which needs Node.js.");
  private final OptionSpec check =
      Commands.flag(
          "--check", "Write nothing; print what would change, and exit with 1 if anything would.");
  private final OptionSpec stdout = Commands.flag("--stdout", "Write nothing; print the YAML.");
  private final OptionSpec remove =
      OptionSpec.builder("--remove")
          .paramLabel("ENVIRONMENT")
          .type(DnsLabel.class)
          .description("Only remove dist/ENVIRONMENT/, once the environment's file is deleted.")
          .build();
  private final OptionSpec json =
      Commands.flag(Main.JSON, "Print the changes, or the problems, as JSON.");
  private final OptionSpec sarif =
      Commands.flag(Main.SARIF, "Print problems as SARIF 2.1.0, for code hosts.");
  private final CommandSpec command;

  SynthCommand(Path project, Terminal terminal) {
    this.project = project;
    this.terminal = terminal;
    environments = new ChosenEnvironments(project);
    command =
        Commands.command(
                "synth",
                this,
                "Write the Kubernetes YAML of environments to dist/.",
                DESCRIPTION,
                FOOTER)
            .addPositional(environments.argument())
            .addOption(engine)
            .addOption(check)
            .addOption(stdout)
            .addOption(remove)
            .addOption(json)
            .addOption(sarif);
  }

  CommandSpec spec() {
    return command;
  }

  @Override
  public Integer call() {
    checkOptions();
    DnsLabel lost = remove.getValue();
    return lost == null ? synth() : remove(lost.value());
  }

  private int synth() {
    settle();
    var synthesized = synthesize();
    if (Commands.isSet(stdout)) {
      refuse(environments.lost());
      print(synthesized);
      return Main.DONE;
    }
    var changes =
        Commands.isSet(check)
            ? changes(synthesized)
            : Dist.in(project).writes().apply(() -> changes(synthesized));
    report(synthesized, changes);
    return Commands.isSet(check) && !changes.isEmpty() ? Main.DIFFERENT : Main.DONE;
  }

  /** Unfinished changes of a killed run may concern the inputs. */
  private void settle() {
    if (Commands.isSet(check) || Commands.isSet(stdout)) {
      FileChanges.in(project).refuseUnfinished();
    } else {
      FileChanges.in(project).settle();
      Dist.in(project).writes().settle();
    }
  }

  private int remove(String environment) {
    var dist = Dist.in(project);
    var changes = dist.writes().apply(() -> dist.removal(environment));
    report(List.of(), changes);
    if (!Commands.isSet(json)) {
      SynthReport.removed(terminal, environment);
    }
    return Main.DONE;
  }

  /**
   * Leftovers of lost environments do not affect named ones, which are not reported as up to date,
   * though.
   */
  private List<FileChange> changes(List<SynthesizedEnvironment> synthesized) {
    var dist = Dist.in(project);
    boolean isPart = !environments.names().isEmpty() && !Commands.isSet(check);
    var problems = new ArrayList<>(environments.lost());
    var comparison = isPart ? dist.compareBesideFolders(synthesized) : dist.compare(synthesized);
    problems.addAll(comparison.foreign());
    refuse(problems);
    return comparison.changes();
  }

  private static void refuse(List<Problem> problems) {
    if (!problems.isEmpty()) {
      throw new RefusedException(problems);
    }
  }

  private void checkOptions() {
    if (Commands.isSet(stdout)
        && (Commands.isSet(check) || Commands.isSet(json) || Commands.isSet(sarif))) {
      throw new ParameterException(
          command.commandLine(),
          "--stdout cannot be combined with --check, --json or --sarif: it prints only the YAML.");
    }
    Commands.refuseBoth(command, json, sarif);
    if (remove.getValue() != null
        && (Commands.isSet(check)
            || Commands.isSet(stdout)
            || Commands.isSet(sarif)
            || !environments.names().isEmpty())) {
      throw new ParameterException(
          command.commandLine(),
          "--remove can only be combined with --json: it removes a folder, and does nothing else.");
    }
  }

  private List<SynthesizedEnvironment> synthesize() {
    EngineName name = engine.getValue();
    var charts = environments.read();
    var chosen = name.engine();
    return charts.stream().map(chosen::synthesize).toList();
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
      terminal.printJson(Json.changes(synthesized, changes, !Commands.isSet(check)));
    } else if (Commands.isSet(sarif)) {
      terminal.printJson(Sarif.outdated(Commands.isSet(check) ? changes : List.of()));
    } else {
      new SynthReport(terminal, Commands.isSet(check)).print(synthesized, changes);
    }
  }

  /** The engines by the names on the command line. */
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
