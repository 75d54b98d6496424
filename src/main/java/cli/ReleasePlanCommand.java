package cli;

import environments.text.Suggestion;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import rollouts.ReleaseService;
import rollouts.plan.Plan;

/** {@code sluice plan}: shows what a verb would do. */
final class ReleasePlanCommand implements Callable<Integer> {
  private static final String DESCRIPTION =
      """
      Show the steps of a release command and, for each step, how it changes the configuration
      and dist/ and how long it may take. Reads the cluster; changes nothing.\
      """;

  private final Path project;
  private final Terminal terminal;
  private final PositionalParamSpec environment =
      Commands.argument(0, "ENVIRONMENT", "The environment.");
  private final PositionalParamSpec app = Commands.argument(1, "APP", "The app.");
  private final PositionalParamSpec verb =
      Commands.argument(2, "VERB", "The command: " + String.join(", ", verbs()) + ".");
  private final PositionalParamSpec words = Commands.rest(3, "[ARGUMENT...]", "Its arguments.");
  private final OptionSpec json = Commands.flag(Main.JSON, "Print the plan as JSON.");
  private final CommandSpec command =
      Commands.command(
              "plan",
              this,
              "Show what a release command would do.",
              DESCRIPTION,
              """
              Examples:
                ./sluice plan dev checkout switch green
                ./sluice plan production streamgate-api run 1.2.0
                ./sluice plan production streamgate-api abort

              Exit codes: 0 done; 2 refused; 3 a bug in Sluice, or a failure of the machine or
              the cluster.\
              """)
          .addPositional(environment)
          .addPositional(app)
          .addPositional(verb)
          .addPositional(words)
          .addOption(json);

  ReleasePlanCommand(Path project, Terminal terminal) {
    this.project = project;
    this.terminal = terminal;
  }

  CommandSpec spec() {
    return command;
  }

  @Override
  public Integer call() {
    var report = ReleaseReport.of(json, terminal);
    String environmentName = environment.getValue();
    String appName = app.getValue();
    var planning = planning();
    return ReleaseRun.code(
        report,
        () -> {
          try (var releases = ReleaseService.open(project, environmentName, appName)) {
            report.plan(releases.details(planning.apply(releases)));
            return Main.DONE;
          }
        });
  }

  private Function<ReleaseService, Plan> planning() {
    String word = verb.getValue();
    var arguments = Commands.words(words);
    for (var each : ReleaseVerb.values()) {
      if (each.word().equals(word)) {
        var given = each.verb(command, arguments);
        return releases -> releases.plan(given);
      }
    }
    for (var each : ReleaseEndCommand.Way.values()) {
      if (each.word().equals(word)) {
        ReleaseVerb.checkCount(command, word, "", arguments);
        return each::plan;
      }
    }
    throw new ParameterException(
        command.commandLine(),
        "Unknown verb `" + word + "`. " + Suggestion.sentence(word, verbs()));
  }

  private static List<String> verbs() {
    return Stream.concat(
            Arrays.stream(ReleaseVerb.values()).map(ReleaseVerb::word),
            Arrays.stream(ReleaseEndCommand.Way.values()).map(ReleaseEndCommand.Way::word))
        .toList();
  }
}
