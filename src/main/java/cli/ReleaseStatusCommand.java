package cli;

import environments.App;
import environments.EnvironmentFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import rollouts.ReleaseProject;
import rollouts.Releases;
import rollouts.Status;
import stacks.ClusterException;

/** {@code sluice status}: what runs, what takes the requests, and which releases are not done. */
final class ReleaseStatusCommand implements Callable<Integer> {
  private static final String DESCRIPTION =
      """
      Shows for each side of each app its version, its ready pods and its share of the requests, as they
      are in the cluster now; where that is not what is configured; and releases that are not done.\
      """;

  private final Path project;
  private final Terminal terminal;
  private final PositionalParamSpec environment =
      Commands.optional(0, "ENVIRONMENT", "Which environment (default: all).");
  private final PositionalParamSpec app =
      Commands.optional(1, "APP", "Which of its apps (default: all).");
  private final OptionSpec json = Commands.flag(Main.JSON, "Print each app as a line of JSON.");
  private final CommandSpec command =
      Commands.command(
              "status",
              this,
              "Show what runs, and what takes the requests.",
              DESCRIPTION,
              """
              Examples:
                ./sluice status dev
                ./sluice status dev checkout

              Exit codes: 0 done; 1 the cluster is not as configured, or a journal is not used; 2 refused; 3 a bug of Sluice, or the
              machine, or the cluster.\
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

  /** What can be seen, also where one of several clusters cannot be asked. */
  private int show(ReleaseReport report) {
    var found = new ArrayList<Status>();
    var problems = new ArrayList<String>();
    for (var name : environments()) {
      var files = ReleaseProject.of(project, name);
      try {
        found.addAll(Releases.statuses(project, files, apps(files)));
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
