package cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import rollouts.Driver.Surroundings;
import rollouts.Outcome;
import rollouts.Releases;

/** {@code sluice resume} and {@code sluice abort}: what becomes of a release that is not done. */
final class ReleaseEndCommand implements Callable<Integer> {
  /** Which of the two. */
  enum Way {
    RESUME(
        "resume",
        "Go on with a release that is not done.",
        """
        Goes on with the release of an app that was interrupted, stopped or killed, from the step that it
        was in: forward, or back if it was on its way back.\
        """),
    ABORT(
        "abort",
        "Take a release that is not done back.",
        """
        Takes the release of an app that is not done back to what was before it: the requests first, then
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

    private Outcome go(Releases releases, Surroundings surroundings) {
      return switch (this) {
        case RESUME -> releases.resume(surroundings);
        case ABORT -> releases.abort("aborted by hand", surroundings);
      };
    }
  }

  private final Path project;
  private final Terminal terminal;
  private final Way way;
  private final PositionalParamSpec environment =
      Commands.argument(0, "ENVIRONMENT", "The environment.");
  private final PositionalParamSpec app = Commands.argument(1, "APP", "The app.");
  private final ReleaseOptions options = new ReleaseOptions();
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
          try (var run = new ReleaseRun(terminal, options, report);
              var releases = Releases.open(project, environmentName, appName)) {
            return run.ended(true, releases, surroundings -> way.go(releases, surroundings));
          }
        });
  }
}
