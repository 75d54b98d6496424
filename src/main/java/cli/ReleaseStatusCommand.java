package cli;

import environments.apps.App;
import environments.reader.EnvironmentFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import rollouts.ReleaseService;
import rollouts.Status;
import rollouts.plan.ReleaseProject;
import stacks.cluster.ClusterException;

/**
 * {@code sluice status}: shows what runs, what takes the traffic, and which releases are
 * unfinished.
 */
final class ReleaseStatusCommand implements Callable<Integer> {
  private static final String DESCRIPTION =
      """
      Show the version, the ready pods and the traffic share of each color and track in the
      cluster, how they differ from the configuration, and which releases are unfinished.\
      """;

  private final Path project;
  private final Terminal terminal;
  private final PositionalParamSpec environment =
      Commands.optional(0, "ENVIRONMENT", "The environment (default: all).");
  private final PositionalParamSpec app = Commands.optional(1, "APP", "The app (default: all).");
  private final OptionSpec json = Commands.flag(Main.JSON, "Print each app as a line of JSON.");
  private final CommandSpec command =
      Commands.command(
              "status",
              this,
              "Show what is running, and what receives traffic.",
              DESCRIPTION,
              """
              Examples:
                ./sluice status dev
                ./sluice status dev checkout

              Exit codes: 0 done; 1 the cluster differs from the configuration, or a journal is
              not trusted; 2 refused; 3 a bug in Sluice, or a failure of the machine or the
              cluster.\
              """)
          .addPositional(environment)
          .addPositional(app)
          .addOption(json);

  ReleaseStatusCommand(Path project, Terminal terminal) {
    this.project = project;
    this.terminal = terminal;
  }

  CommandSpec spec() {
    return command;
  }

  @Override
  public Integer call() {
    var report = ReleaseReport.of(json, terminal);
    return ReleaseRun.code(report, () -> show(report));
  }

  /** Shows as much as possible, even if one of several clusters does not answer. */
  private int show(ReleaseReport report) {
    var found = new ArrayList<Status>();
    var problems = new ArrayList<String>();
    for (var name : environments()) {
      var files = ReleaseProject.of(project, name);
      try {
        found.addAll(ReleaseService.statuses(project, files, apps(files)));
      } catch (ClusterException e) {
        problems.add(String.valueOf(e.getMessage()));
      }
    }
    if (problems.isEmpty() || !found.isEmpty()) {
      print(found);
    }
    problems.forEach(report::failure);
    if (!problems.isEmpty()) {
      return Main.BROKEN;
    }
    return found.stream().allMatch(Status::isGood) ? Main.DONE : Main.DIFFERENT;
  }

  private void print(List<Status> found) {
    var shown = new ReleaseStatusReport(terminal);
    if (Commands.isSet(json)) {
      shown.printJson(found);
    } else {
      shown.print(found);
    }
  }

  private List<String> environments() {
    @Nullable String name = environment.getValue();
    return name == null ? EnvironmentFiles.in(project).names() : List.of(name);
  }

  private List<App> apps(ReleaseProject files) {
    @Nullable String name = app.getValue();
    return name == null ? files.environment().apps() : List.of(files.app(name));
  }
}
