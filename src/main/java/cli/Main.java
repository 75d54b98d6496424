package cli;

import cli.SynthCommand.EngineName;
import environments.text.InvalidSpecException;
import environments.text.Suggestion;
import environments.text.Visible;
import environments.values.DnsLabel;
import environments.values.ImageRepository;
import environments.yaml.RefusedException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The {@code sluice} command. */
public final class Main {
  private static final String DESCRIPTION =
      """
      Generate Kubernetes YAML for blue-green, canary and autoscaled apps, and release them in steps.\
      """;

  private static final String FOOTER =
      """
      First steps:
        ./sluice init               write a first environment, with one app
        ./sluice synth              write dist/<environment>/<app>.k8s.yaml
        ./sluice synth --check      in CI: fail, with the diff, if dist/ is out of date
        ./sluice lint               check all objects, your own manifests included
        ./sluice explain dev web    show where each field of an app's manifests comes from

      First release, on a cluster:
        ./sluice plan dev web run 1.1.0    show the steps, and what each changes
        ./sluice run dev web 1.1.0         release in steps; roll back if it is bad
        ./sluice status dev web            show what is running, and what receives traffic

      Apps are defined in environments/base.yaml and environments/<environment>.yaml, versions and
      traffic split in Pulumi.<environment>.yaml.

      Exit codes: 0 done; 1 a check failed, dist/ is out of date, or a release was rolled back;
      2 input refused; 3 a bug in Sluice, or a failure of the machine (disk full, no permission) or
      the cluster; 4 a release was stopped midway.\
      """;

  /** Done, or nothing to do. */
  static final int DONE = 0;

  /** A check failed, or files are not up to date. */
  static final int DIFFERENT = 1;

  /** The user's input is refused. */
  static final int REFUSED = 2;

  /** A bug in Sluice, or a problem with the machine. */
  static final int BROKEN = 3;

  /** The option of commands that also print refusals as data. */
  static final String JSON = "--json";

  /** The option of commands whose refusals code hosts can show. */
  static final String SARIF = "--sarif";

  private Main() {}

  public static void main(String[] args) {
    var terminal = Terminal.ofProcess();
    int code = run(Path.of(""), terminal, args);
    // On exit, Java 21 and later search every jar for a logger, which takes as long as a small
    // environment. Without an explicit exit, the process ends with 0 once all threads have ended.
    if (code != DONE || Thread.activeCount() > 1) {
      System.exit(code);
    }
  }

  /** Runs one command line in a project, and returns its exit code. */
  static int run(Path project, Terminal terminal, String... args) {
    int code = execute(commandLine(project, terminal, args), terminal, args);
    if (terminal.flush()) {
      return code;
    }
    terminal.error("Cannot write the results to standard output.");
    terminal.flush();
    return BROKEN;
  }

  /** Without this, Java would end with 1 after an uncaught error, as if a check had failed. */
  private static int execute(CommandLine line, Terminal terminal, String... args) {
    try {
      return line.execute(args);
    } catch (StackOverflowError | OutOfMemoryError | LinkageError | AssertionError e) {
      return bug(terminal, e);
    }
  }

  /**
   * Many commands use a cluster, and are not created for a command that only reads files. No
   * argument is read from a file, unlike picocli's {@code @file}: error messages would show its
   * content.
   */
  private static CommandLine commandLine(Path project, Terminal terminal, String... args) {
    var root = root();
    add(root, new SynthCommand(project, terminal).spec());
    add(root, new LintCommand(project, terminal).spec());
    add(root, new ExplainCommand(project, terminal).spec());
    add(root, new InitCommand(project, terminal).spec());
    add(root, new SchemaCommand(project, terminal).spec());
    if (args.length == 0 || !root.subcommands().containsKey(args[0])) {
      ReleaseCommands.addTo(root, project, terminal);
    }
    add(root, completion(root, terminal));
    return new CommandLine(root, Commands.FACTORY)
        .setOut(terminal.out())
        .setErr(terminal.err())
        .setExpandAtFiles(false)
        .setColorScheme(
            CommandLine.Help.defaultColorScheme(terminal.isColored() ? Ansi.ON : Ansi.OFF))
        .registerConverter(DnsLabel.class, text -> convert(text, DnsLabel::parse))
        .registerConverter(ImageRepository.class, text -> convert(text, ImageRepository::parse))
        .registerConverter(EngineName.class, text -> convert(text, EngineName::parse))
        .setParameterExceptionHandler((e, given) -> misuse(terminal, e))
        .setExecutionExceptionHandler((e, at, parsed) -> failure(terminal, e, at.getParseResult()));
  }

  private static void add(CommandSpec root, CommandSpec command) {
    root.addSubcommand(command.name(), new CommandLine(command, Commands.FACTORY));
  }

  private static CommandSpec root() {
    var root = Commands.command("sluice", new Main(), "", DESCRIPTION, FOOTER);
    root.usageMessage().synopsisSubcommandLabel("COMMAND").commandListHeading("%nCommands:%n");
    return root.versionProvider(() -> new String[] {"sluice " + version()})
        .addOption(
            OptionSpec.builder("-V", "--version")
                .versionHelp(true)
                .description("Print version information and exit.")
                .build());
  }

  /** Returns the version of the jar. */
  private static String version() {
    var version = Main.class.getPackage().getImplementationVersion();
    return version == null ? "(not from a jar)" : version;
  }

  private static CommandSpec completion(CommandSpec root, Terminal terminal) {
    Callable<Integer> action =
        () -> {
          terminal.print(AutoComplete.bash("sluice", root.commandLine()));
          return DONE;
        };
    return Commands.command(
        "generate-completion",
        action,
        "Print a completion script for bash and zsh.",
        "Print a script that completes commands and options in bash and zsh.",
        """
        Example:
          source <(./sluice generate-completion)\
        """);
  }

  private static <T> T convert(String text, Function<String, T> parser) {
    try {
      return parser.apply(text);
    } catch (InvalidSpecException e) {
      throw new TypeConversionException(e.messageAbout(text));
    }
  }

  private static int misuse(Terminal terminal, ParameterException e) {
    terminal.error(
        e instanceof UnmatchedArgumentException unmatched
            ? unknown(unmatched)
            : String.valueOf(e.getMessage()));
    terminal.error("See `./sluice " + subcommand(e.getCommandLine()) + "--help`.");
    return REFUSED;
  }

  /** Returns the first word that does not fit; those after it may fit once it is corrected. */
  private static String unknown(UnmatchedArgumentException e) {
    var word = e.getUnmatched().get(0);
    var line = e.getCommandLine();
    if (e.isUnknownOption()) {
      return "Unknown option `"
          + word
          + "`."
          + Suggestion.question(word, line.getCommandSpec().optionsMap().keySet());
    }
    return (line.getSubcommands().isEmpty() ? "Unknown argument `" : "Unknown command `")
        + word
        + "`."
        + Suggestion.question(word, line.getSubcommands().keySet());
  }

  private static String subcommand(CommandLine line) {
    return line.getParent() == null ? "" : line.getCommandName() + " ";
  }

  private static int failure(Terminal terminal, Exception e, ParseResult command) {
    if (e instanceof RefusedException refused) {
      return refusal(terminal, refused, command);
    }
    if (e instanceof UncheckedIOException io) {
      terminal.error(Visible.line(String.valueOf(io.getMessage())));
      return BROKEN;
    }
    return bug(terminal, e);
  }

  private static int refusal(Terminal terminal, RefusedException refused, ParseResult command) {
    if (command.hasMatchedOption(JSON)) {
      terminal.printJson(Json.problems(refused));
    } else if (command.hasMatchedOption(SARIF)) {
      terminal.printJson(Sarif.problems(refused));
    } else {
      terminal.error(String.valueOf(refused.getMessage()));
    }
    return REFUSED;
  }

  private static int bug(Terminal terminal, Throwable e) {
    terminal.error(
        "This is a bug in Sluice, not a mistake of yours. Please report it with the following"
            + " text.");
    var trace = new StringWriter();
    e.printStackTrace(new PrintWriter(trace));
    terminal.error(trace.toString().stripTrailing());
    return BROKEN;
  }
}
