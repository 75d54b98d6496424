package cli;

import environments.text.Visible;
import java.util.List;
import java.util.Locale;
import synth.Diff;
import synth.FileChange;
import synth.SynthesizedEnvironment;

/**
 * Prints the result of {@code sluice synth} for people: each changed file, and the number of
 * unchanged ones.
 */
final class SynthReport {
  private final Terminal terminal;
  private final boolean check;

  SynthReport(Terminal terminal, boolean check) {
    this.terminal = terminal;
    this.check = check;
  }

  void print(List<SynthesizedEnvironment> environments, List<FileChange> changes) {
    for (var change : changes) {
      if (check) {
        Diff.lines(change).forEach(this::diff);
      }
      print(terminal, change);
    }
    long written = environments.stream().mapToLong(each -> each.files().size()).sum();
    long differing = changes.stream().filter(change -> change.after().isPresent()).count();
    terminal.println(summary(changes.size(), written - differing));
  }

  /** Prints one changed file. */
  static void print(Terminal terminal, FileChange change) {
    terminal.println(
        color(change.kind()),
        String.format(
            Locale.ROOT, "%-8s %s", change.kind(), Visible.line(change.file().toString())));
  }

  /** Prints what is left of an environment after its folder was removed. */
  static void removed(Terminal terminal, String environment) {
    var stack = "Pulumi." + environment + ".yaml";
    terminal.println(
        "Nothing has changed in the cluster, and "
            + stack
            + " stays, because its stack may still run. Before you delete that file, run");
    terminal.println("  pulumi destroy --stack " + environment);
    terminal.println("  pulumi stack rm " + environment + "  # removes " + stack + ", too");
  }

  private String summary(int changed, long unchanged) {
    var same = unchanged + (unchanged == 1 ? " file is" : " files are") + " up to date";
    if (changed == 0) {
      return same + ".";
    }
    var files = changed + (changed == 1 ? " file" : " files");
    return check
        ? files
            + " would change, "
            + same
            + ". Run `./sluice synth`, review the diff and commit it."
        : files + " changed, " + same + ". Review them with `git diff`.";
  }

  private void diff(String line) {
    if (line.startsWith("+")) {
      terminal.println(Terminal.AnsiColor.ADDED, line);
    } else if (line.startsWith("-")) {
      terminal.println(Terminal.AnsiColor.REMOVED, line);
    } else if (line.startsWith("@@")) {
      terminal.println(Terminal.AnsiColor.PLACE, line);
    } else {
      terminal.println(line);
    }
  }

  private static Terminal.AnsiColor color(FileChange.Kind kind) {
    return switch (kind) {
      case ADDED -> Terminal.AnsiColor.ADDED;
      case CHANGED -> Terminal.AnsiColor.CHANGED;
      case REMOVED -> Terminal.AnsiColor.REMOVED;
    };
  }
}
