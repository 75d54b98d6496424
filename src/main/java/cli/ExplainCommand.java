package cli;

import charts.EnvironmentChart;
import environments.Environment;
import environments.EnvironmentFiles;
import environments.Inputs;
import environments.Position;
import environments.Problem;
import environments.RefusedException;
import environments.Suggestion;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import review.Explanation;
import synth.YamlEmitter;

/** {@code sluice explain}: each manifest of an app, and behind each field where it comes from. */
@Command(
    name = "explain",
    header = "Show where each field of an app's manifests comes from.",
    description = {
      "",
      "Shows the manifests of an app and, behind each field, where its value comes from: the place"
          + " in",
      "environments/base.yaml, environments/<environment>.yaml or Pulumi.<environment>.yaml, or"
          + " `default`",
      "where it is Sluice's own. What it prints is valid YAML.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  ./sluice explain staging checkout",
      "  ./sluice explain staging checkout | grep Pulumi     what a release changes",
      "  ./sluice explain staging _environment               namespaces, quotas, priority class",
      "",
      "Exit codes: 0 done; 2 the input is refused, or there is no such app; 3 a bug of Sluice, or"
          + " the machine."
    })
final class ExplainCommand implements Callable<Integer> {
  private static final int COMMENT_COLUMN = 64;

  private final Path project;
  private final Terminal terminal;

  @Parameters(index = "0", paramLabel = "ENVIRONMENT", description = "The environment.")
  private String environment = "";

  @Parameters(
      index = "1",
      paramLabel = "APP",
      description = "The app, or _environment for what belongs to none.")
  private String app = "";

  @Option(names = "--json", description = "Print an array with an object for each field.")
  private boolean json;

  ExplainCommand(Path project, Terminal terminal) {
    this.project = project;
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    try {
      return run();
    } catch (RefusedException e) {
      if (json) {
        terminal.println(Json.problems(e));
        return Main.REFUSED;
      }
      throw e;
    }
  }

  private int run() {
    var inputs = EnvironmentFiles.in(project).read(environment);
    checkKnown(inputs.environment());
    var explanation = Explanation.of(inputs, app);
    terminal.print(json ? Json.origins(explanation) + "\n" : yaml(explanation));
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

  private static String comment(List<Inputs.Leaf> origins) {
    return origins.isEmpty()
        ? "default"
        : origins.stream().map(ExplainCommand::place).distinct().collect(Collectors.joining(", "));
  }

  private static String place(Inputs.Leaf leaf) {
    return leaf.position().file() + ":" + leaf.position().line() + " " + leaf.keyPath();
  }

  private void checkKnown(Environment known) {
    var names = new ArrayList<String>();
    known.apps().forEach(each -> names.add(each.name().value()));
    names.add(EnvironmentChart.ENVIRONMENT);
    if (!names.contains(app)) {
      throw new RefusedException(
          List.of(
              new Problem(
                  new Position("environments/" + environment + ".yaml", 1, 1),
                  "apps",
                  "Has no app `" + app + "`. " + Suggestion.sentence(app, names))));
    }
  }
}
