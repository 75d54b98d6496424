package cli;

import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The options of all commands that change a release. */
final class ReleaseOptions {
  private static final String CODES =
      """

      Exit codes: 0 done; 1 rolled back; 2 refused, and nothing was changed; 3 a bug of Sluice, or the
      machine; 4 stopped on the way: `./sluice resume` goes on, `./sluice abort` goes back.\
      """;

  private final OptionSpec yes =
      Commands.flag("--yes", "Move traffic without asking; needed where nobody can be asked.");
  private final OptionSpec json = Commands.flag(Main.JSON, "Print each event as a line of JSON.");

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

  /** Whether requests may move: somebody has said so, or can be asked. */
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
