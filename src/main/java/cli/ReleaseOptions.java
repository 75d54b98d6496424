package cli;

import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The options of all commands that change a release. */
final class ReleaseOptions {
  private static final String CODES =
      """

      Exit codes: 0 done; 1 rolled back; 2 refused, nothing changed; 3 a bug in Sluice, or a
      failure of the machine or the cluster; 4 stopped midway: continue with `./sluice resume`,
      roll back with `./sluice abort`.\
      """;

  private final OptionSpec yes;
  private final OptionSpec json = Commands.flag(Main.JSON, "Print each event as a line of JSON.");

  private ReleaseOptions(OptionSpec yes) {
    this.yes = yes;
  }

  static ReleaseOptions ofTraffic() {
    return new ReleaseOptions(
        Commands.flag("--yes", "Move traffic without asking; required without a terminal."));
  }

  /**
   * Returns the options of a command that moves no traffic, and therefore asks nothing; it still
   * accepts the option, so that scripts may pass it to all commands.
   */
  static ReleaseOptions withoutTraffic() {
    return new ReleaseOptions(Commands.hiddenFlag("--yes"));
  }

  CommandSpec addTo(CommandSpec command) {
    return command.addOption(yes).addOption(json);
  }

  static String footer(List<String> examples) {
    var text = new StringBuilder(examples.size() == 1 ? "Example:\n" : "Examples:\n");
    examples.forEach(example -> text.append("  ./sluice ").append(example).append('\n'));
    return text + CODES;
  }

  boolean isYes() {
    return Commands.isSet(yes);
  }

  /** Returns whether traffic may move: the user has allowed it, or can be asked. */
  boolean allowsTraffic(Terminal terminal) {
    return isYes() || terminal.canAsk();
  }

  boolean isJson() {
    return Commands.isSet(json);
  }

  ReleaseReport report(Terminal terminal) {
    return ReleaseReport.of(json, terminal);
  }
}
