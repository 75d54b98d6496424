package cli;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import review.Lint;

/** {@code sluice lint}: all objects of environments, held to the checks. */
final class LintCommand implements Callable<Integer> {
  private static final String DESCRIPTION =
      """
      Holds all objects of environments to the checks: what Sluice makes, and your own manifests.
      Each finding says what must hold, why, who says so and what to do; docs/checks.md lists the checks.\
      """;

  private static final String FOOTER =
      """
      Examples:
        ./sluice lint                       all environments
        ./sluice lint staging               one of them
        ./sluice lint --sarif >lint.sarif   for a code host, which shows findings in the pull request

      Exit codes: 0 no findings; 1 findings; 2 the input is refused; 3 a bug of Sluice, or the machine.\
      """;

  private final Terminal terminal;

  private final ChosenEnvironments environments;
  private final OptionSpec json =
      Commands.flag(Main.JSON, "Print the findings, or what is wrong, as JSON.");
  private final OptionSpec sarif =
      Commands.flag(Main.SARIF, "Print the findings, or what is wrong, as SARIF 2.1.0.");
  private final CommandSpec command;

  LintCommand(Path project, Terminal terminal) {
    this.terminal = terminal;
    environments = new ChosenEnvironments(project);
    command =
        Commands.command(
                "lint",
                this,
                "Hold all objects of environments to the checks.",
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
    var lints = new LinkedHashMap<String, Lint>();
    environments
        .read()
        .forEach(chart -> lints.put(chart.environment().name().value(), Lint.of(chart)));
    var findings = EnvironmentFinding.of(lints, LocalDate.now(ZoneOffset.UTC));
    print(findings, lints);
    return findings.isEmpty() ? Main.DONE : Main.DIFFERENT;
  }

  private void print(List<EnvironmentFinding> findings, Map<String, Lint> lints) {
    if (Commands.isSet(json)) {
      terminal.println(Json.findings(findings));
    } else if (Commands.isSet(sarif)) {
      terminal.println(Sarif.findings(findings));
    } else {
      int objects = lints.values().stream().mapToInt(Lint::objects).sum();
      new LintReport(terminal, lints.size(), objects).print(findings);
    }
  }
}
