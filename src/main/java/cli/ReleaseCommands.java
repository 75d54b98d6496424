package cli;

import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** The commands that read or change a cluster. */
final class ReleaseCommands {
  private ReleaseCommands() {}

  static void addTo(CommandSpec root, Path project, Terminal terminal) {
    add(root, new ReleaseStatusCommand(project, terminal).spec());
    add(root, new ReleasePlanCommand(project, terminal).spec());
    for (var verb : ReleaseVerb.values()) {
      add(root, new ReleaseCommand(project, terminal, verb).spec());
    }
    for (var way : ReleaseEndCommand.Way.values()) {
      add(root, new ReleaseEndCommand(project, terminal, way).spec());
    }
  }

  private static void add(CommandSpec root, CommandSpec command) {
    root.addSubcommand(command.name(), new CommandLine(command, Commands.FACTORY));
  }
}
