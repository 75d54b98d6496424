package cli;

import environments.yaml.Problem;
import environments.yaml.RefusedException;
import environments.yaml.SourcePosition;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import review.Lint;
import synth.Dist;
import synth.FileChange;
import synth.FileChanges;
import synth.NativeEngine;
import synth.SynthesizedEnvironment;

/** {@code sluice lint}: checks all objects of environments. */
final class LintCommand implements Callable<Integer> {
  private static final String DESCRIPTION =
      """
      Check all objects of environments: those that Sluice generates and your own manifests. Each
      finding names the rule, its reason, its source and the fix; docs/checks.md lists the checks.
      Any other file in dist/ that would be applied is refused.\
      """;

  private static final String FOOTER =
      """
      Examples:
        ./sluice lint                       all environments
        ./sluice lint staging               one of them
        ./sluice lint --sarif >lint.sarif   show findings in the pull request

      Exit codes: 0 no findings; 1 findings; 2 input refused; 3 a bug in Sluice, or a failure of the
      machine.\
      """;

  private final Path project;
  private final Terminal terminal;

  private final ChosenEnvironments environments;
  private final OptionSpec json =
      Commands.flag(Main.JSON, "Print the findings, or the problems, as JSON.");
  private final OptionSpec sarif =
      Commands.flag(Main.SARIF, "Print the findings, or the problems, as SARIF 2.1.0.");
  private final CommandSpec command;

  LintCommand(Path project, Terminal terminal) {
    this.project = project;
    this.terminal = terminal;
    environments = new ChosenEnvironments(project);
    command =
        Commands.command(
                "lint",
                this,
                "Check all objects, including your own manifests.",
                DESCRIPTION,
                FOOTER)
            .addPositional(environments.argument())
            .addOption(json)
            .addOption(sarif);
  }

  CommandSpec spec() {
    return command;
  }

  @Override
  public Integer call() {
    Commands.refuseBoth(command, json, sarif);
    FileChanges.in(project).refuseUnfinished();
    var charts = environments.read();
    refuseUngiven(charts.stream().map(new NativeEngine()::synthesize).toList());
    var lints = new LinkedHashMap<String, Lint>();
    charts.forEach(chart -> lints.put(chart.environment().name().value(), Lint.of(chart)));
    var findings = EnvironmentFinding.of(lints, LocalDate.now(ZoneOffset.UTC));
    print(findings, lints);
    return findings.isEmpty() ? Main.DONE : Main.DIFFERENT;
  }

  /** Files that the inputs do not generate are not checked, but would still be applied. */
  private void refuseUngiven(List<SynthesizedEnvironment> synthesized) {
    var problems = new ArrayList<>(environments.lost());
    var comparison = Dist.in(project).compare(synthesized);
    problems.addAll(comparison.foreign());
    if (problems.isEmpty()) {
      comparison.changes().stream()
          .filter(change -> change.kind() == FileChange.Kind.REMOVED)
          .map(LintCommand::stale)
          .forEach(problems::add);
    }
    if (!problems.isEmpty()) {
      throw new RefusedException(problems);
    }
  }

  private static Problem stale(FileChange change) {
    return new Problem(
        new SourcePosition(change.file().toString(), 1, 1),
        "",
        "No input generates this file any more; run `./sluice synth`, which removes it.");
  }

  private void print(List<EnvironmentFinding> findings, Map<String, Lint> lints) {
    if (Commands.isSet(json)) {
      terminal.printJson(Json.findings(findings));
    } else if (Commands.isSet(sarif)) {
      terminal.printJson(Sarif.findings(findings));
    } else {
      int objects = lints.values().stream().mapToInt(Lint::objects).sum();
      new LintReport(terminal, lints.size(), objects).print(findings);
    }
  }
}
