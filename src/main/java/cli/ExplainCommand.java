package cli;

import charts.EnvironmentChart;
import environments.Environment;
import environments.reader.EnvironmentFiles;
import environments.reader.explain.Leaf;
import environments.text.Suggestion;
import environments.yaml.Problem;
import environments.yaml.RefusedException;
import environments.yaml.SourcePosition;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import review.Explanation;
import synth.YamlEmitter;

/** {@code sluice explain}: shows the manifests of an app, and where each field comes from. */
final class ExplainCommand implements Callable<Integer> {
  private static final int COMMENT_COLUMN = 64;

  private static final String DESCRIPTION =
      """
      Print the manifests of an app as valid YAML, with a comment after each field that says where
      its value comes from: a line of environments/base.yaml, environments/<environment>.yaml or
      Pulumi.<environment>.yaml, or `default` for Sluice's own.\
      """;

  private static final String FOOTER =
      """
      Examples:
        ./sluice explain staging checkout
        ./sluice explain staging checkout | grep Pulumi     fields that a release changes
        ./sluice explain staging _environment               namespaces, quotas, priority class

      Exit codes: 0 done; 2 input refused, or no such app; 3 a bug in Sluice, or a failure of the
      machine.\
      """;

  private final Path project;
  private final Terminal terminal;

  private final PositionalParamSpec environmentArgument =
      Commands.argument(0, "ENVIRONMENT", "The environment.");
  private final PositionalParamSpec appArgument =
      Commands.argument(1, "APP", "The app, or _environment for objects that belong to no app.");
  private final OptionSpec json =
      Commands.flag(Main.JSON, "Print a JSON array with one object for each field.");
  private final CommandSpec command =
      Commands.command(
              "explain",
              this,
              "Show where each field of an app's manifests comes from.",
              DESCRIPTION,
              FOOTER)
          .addPositional(environmentArgument)
          .addPositional(appArgument)
          .addOption(json);

  ExplainCommand(Path project, Terminal terminal) {
    this.project = project;
    this.terminal = terminal;
  }

  CommandSpec spec() {
    return command;
  }

  @Override
  public Integer call() {
    String environment = environmentArgument.getValue();
    String app = appArgument.getValue();
    var inputs = EnvironmentFiles.in(project).read(environment);
    checkKnown(inputs.environment(), app);
    var explanation = Explanation.of(inputs, app);
    if (Commands.isSet(json)) {
      terminal.printJson(Json.origins(explanation));
    } else {
      terminal.println(yaml(explanation).stripTrailing());
    }
    return Main.DONE;
  }

  private static String yaml(Explanation explanation) {
    var out = new StringBuilder();
    for (int i = 0; i < explanation.manifests().size(); i++) {
      int manifest = i;
      out.append(i == 0 ? "" : "---\n");
      new YamlEmitter(out, path -> comment(explanation.origins(manifest, path)), COMMENT_COLUMN)
          .write(explanation.manifests().get(i).fields());
    }
    return out.toString();
  }

  private static String comment(List<Leaf> origins) {
    return origins.isEmpty()
        ? "default"
        : origins.stream().map(ExplainCommand::place).distinct().collect(Collectors.joining(", "));
  }

  private static String place(Leaf leaf) {
    return leaf.position().file() + ":" + leaf.position().line() + " " + leaf.keyPath();
  }

  private static void checkKnown(Environment known, String app) {
    var names = new ArrayList<String>();
    known.apps().forEach(each -> names.add(each.name().value()));
    known.manifests().forEach(each -> names.add(each.name().value()));
    names.add(EnvironmentChart.ENVIRONMENT);
    if (!names.contains(app)) {
      throw new RefusedException(
          List.of(
              new Problem(
                  new SourcePosition("environments/" + known.name() + ".yaml", 1, 1),
                  "apps",
                  "Has no app `" + app + "`. " + Suggestion.sentence(app, names))));
    }
  }
}
