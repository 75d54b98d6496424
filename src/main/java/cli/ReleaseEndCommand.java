package cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import rollouts.ReleaseService;
import rollouts.plan.Plan;

/** {@code sluice resume} and {@code sluice abort}: continue or roll back an unfinished release. */
final class ReleaseEndCommand implements Callable<Integer> {
  /** The command. */
  enum Way {
    RESUME(
        "resume",
        "Resume an unfinished release.",
        """
        Continue a release that was interrupted, stopped or killed, from the step that it was in:
        forward, or back if it was already rolling back.\
        """),
    ABORT(
        "abort",
        "Roll back an unfinished release.",
        """
        Return an app with an unfinished release to the state before it: first the traffic, then
        the versions.\
        """);

    private final String word;
    private final String header;
    private final String description;

    Way(String word, String header, String description) {
      this.word = word;
      this.header = header;
      this.description = description;
    }

    String word() {
      return word;
    }

    /** Returns the plan of what it would do now. */
    Plan plan(ReleaseService releases) {
      return switch (this) {
        case RESUME -> releases.resuming();
        case ABORT -> releases.aborting();
      };
    }

    private int run(ReleaseRun run, ReleaseService releases) {
      return switch (this) {
        case RESUME -> run.ended(plan(releases), releases, releases::resume);
        case ABORT -> run.back(releases, "aborted by hand");
      };
    }
  }

  private final Path project;
  private final Terminal terminal;
  private final Way way;
  private final PositionalParamSpec environment =
      Commands.argument(0, "ENVIRONMENT", "The environment.");
  private final PositionalParamSpec app = Commands.argument(1, "APP", "The app.");
  private final ReleaseOptions options = ReleaseOptions.ofTraffic();
  private final CommandSpec command;

  ReleaseEndCommand(Path project, Terminal terminal, Way way) {
    this.project = project;
    this.terminal = terminal;
    this.way = way;
    command =
        options.addTo(
            Commands.command(
                    way.word,
                    this,
                    way.header,
                    way.description,
                    ReleaseOptions.footer(List.of(way.word + " dev checkout")))
                .addPositional(environment)
                .addPositional(app));
  }

  CommandSpec spec() {
    return command;
  }

  @Override
  public Integer call() {
    String environmentName = environment.getValue();
    String appName = app.getValue();
    var report = options.report(terminal);
    return ReleaseRun.code(
        report,
        () -> {
          // Whatever its remaining steps are, the release may roll back and move traffic.
          if (!options.allowsTraffic(terminal)) {
            return ReleaseRun.unanswered(report);
          }
          try (var run = new ReleaseRun(terminal, options, report);
              var releases = ReleaseService.open(project, environmentName, appName)) {
            return way.run(run, releases);
          }
        });
  }
}
