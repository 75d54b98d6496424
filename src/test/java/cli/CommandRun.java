package cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;

/** The output and the exit code of a command. */
record CommandRun(int exitCode, String out, String err) {
  static CommandRun in(Path project, String... args) {
    return run(project, false, args);
  }

  static CommandRun colored(Path project, String... args) {
    return run(project, true, args);
  }

  private static CommandRun run(Path project, boolean colored, String... args) {
    var out = new StringWriter();
    var err = new StringWriter();
    var terminal = new Terminal(new PrintWriter(out), new PrintWriter(err), colored);
    int code = Main.run(project, terminal, args);
    return new CommandRun(code, relative(project, out), relative(project, err));
  }

  private static String relative(Path project, StringWriter text) {
    var all = text.toString();
    var relative = project.toString().isEmpty() ? all : all.replace(project + "/", "");
    return relative.replace("\u001b", "ESC");
  }

  /** Returns all of it, for comparison. */
  String text() {
    return out
        + (err.isEmpty() ? "" : "[standard error]\n" + err)
        + "[exit code "
        + exitCode
        + "]\n";
  }
}
