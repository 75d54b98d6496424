package cli;

import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import rollouts.ReleaseService;
import rollouts.journal.ReleaseEvent;
import rollouts.plan.ReleaseProject;
import rollouts.plan.Verb;

/**
 * {@code sluice deploy}, {@code switch}, {@code promote}, {@code rollback}, {@code retire},
 * {@code adopt} and {@code run}.
 */
final class ReleaseCommand implements Callable<Integer> {
  private final Path project;
  private final Terminal terminal;
  private final ReleaseVerb kind;

  private final PositionalParamSpec environment =
      Commands.argument(0, "ENVIRONMENT", "The environment.");
  private final PositionalParamSpec app = Commands.argument(1, "APP", "The app.");
  private final PositionalParamSpec words;
  private final ReleaseOptions options;
  private final OptionSpec dryRun;
  private final OptionSpec supersede =
      Commands.flag("--supersede", "Roll back an unfinished release of the app first.");
  private final CommandSpec command;

  ReleaseCommand(Path project, Terminal terminal, ReleaseVerb verb) {
    this.project = project;
    this.terminal = terminal;
    kind = verb;
    options = verb.movesTraffic() ? ReleaseOptions.ofTraffic() : ReleaseOptions.withoutTraffic();
    // Commands without a dry run still accept the option, and name the command that shows the plan.
    dryRun =
        verb.hasDryRun()
            ? Commands.flag("--dry-run", "Show the plan from the files; change nothing.")
            : Commands.hiddenFlag("--dry-run");
    words = Commands.rest(2, verb.arguments(), verb.argumentsDescription());
    command =
        options.addTo(
            Commands.command(
                    verb.word(),
                    this,
                    verb.header(),
                    verb.description(),
                    ReleaseOptions.footer(verb.examples()))
                .addPositional(environment)
                .addPositional(app));
    if (!verb.arguments().isEmpty()) {
      command.addPositional(words);
    }
    command.addOption(dryRun);
    if (verb == ReleaseVerb.RUN) {
      command.addOption(supersede);
    }
  }

  CommandSpec spec() {
    return command;
  }

  @Override
  public Integer call() {
    String environmentName = environment.getValue();
    String appName = app.getValue();
    var verb = kind.verb(command, Commands.words(words));
    var report = options.report(terminal);
    return ReleaseRun.code(
        report,
        () -> {
          var files = ReleaseProject.of(project, environmentName);
          var found = files.app(appName);
          if (Commands.isSet(dryRun)) {
            report.plan(ReleaseService.dryRun(files, found, verb));
            return Main.DONE;
          }
          if (verb.movesTraffic(found) && !options.allowsTraffic(terminal)) {
            return ReleaseRun.unanswered(report);
          }
          return run(report, environmentName, appName, verb);
        });
  }

  private int run(ReleaseReport report, String environmentName, String appName, Verb verb) {
    try (var run = new ReleaseRun(terminal, options, report)) {
      if (takesBack(verb)) {
        var code = takenBack(run, environmentName, appName);
        if (code.isPresent() && (verb instanceof Verb.Rollback || !isEnded(code.get()))) {
          return code.get();
        }
      }
      return run(run, report, environmentName, appName, verb);
    }
  }

  private boolean takesBack(Verb verb) {
    return verb instanceof Verb.Rollback || Commands.isSet(supersede);
  }

  /**
   * Returns whether a release has ended: rolled back; or done, like a {@code rollback} that had
   * begun to restore the previous state.
   */
  private static boolean isEnded(int code) {
    return code == Main.DIFFERENT || code == Main.DONE;
  }

  /** Rolls back an unfinished release, and returns the exit code; empty if there is none. */
  private Optional<Integer> takenBack(ReleaseRun run, String environmentName, String appName) {
    try (var releases = ReleaseService.open(project, environmentName, appName)) {
      return releases.isOpen() ? Optional.of(run.back(releases, reason())) : Optional.empty();
    }
  }

  private String reason() {
    return Commands.isSet(supersede) ? "superseded" : "rolled back by hand";
  }

  private static List<String> left(ReleaseService releases, String app) {
    return new ReleaseEditKeys(releases.project().inputs(), app).lines(releases.leftByAdopt());
  }

  private int run(
      ReleaseRun run, ReleaseReport report, String environmentName, String appName, Verb verb) {
    try (var releases = ReleaseService.open(project, environmentName, appName)) {
      if (verb instanceof Verb.Adopt) {
        left(releases, appName).forEach(line -> report.accept(new ReleaseEvent.Progress(line)));
      }
      var plan = releases.plan(verb);
      return run.ended(plan, releases, surroundings -> releases.start(id(), plan, surroundings));
    }
  }

  /** The id of a release is the time when it began. */
  private static String id() {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
