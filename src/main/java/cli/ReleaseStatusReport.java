package cli;

import environments.text.Visible;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.Column.Overflow;
import picocli.CommandLine.Help.TextTable;
import rollouts.Status;
import rollouts.journal.JournalTrust;
import rollouts.journal.Release;

/**
 * Prints the result of {@code sluice status}: a table, followed by deviations; or a line of JSON
 * for each app.
 */
final class ReleaseStatusReport {
  private static final int SHOWN_OF_DIGEST = 12;
  private static final int[] WIDTHS = {34, 10, 34, 10, 8};

  private final Terminal terminal;

  ReleaseStatusReport(Terminal terminal) {
    this.terminal = terminal;
  }

  void print(List<Status> found) {
    var table = table();
    table.addRowValues("APP", "SIDE", "VERSION", "READY", "SHARE");
    found.forEach(status -> add(table, status));
    table.toString().stripTrailing().lines().forEach(row -> terminal.println(row.stripTrailing()));
    found.forEach(this::notes);
  }

  private static TextTable table() {
    var columns = new Column[WIDTHS.length];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = new Column(WIDTHS[i], 0, Overflow.SPAN);
    }
    return TextTable.forColumns(Help.defaultColorScheme(Ansi.OFF), columns);
  }

  /** The app's name is in the first of its rows. */
  private static void add(TextTable table, Status status) {
    var name = name(status);
    for (var side : status.sides()) {
      var ready = side.ready() + "/" + side.replicas();
      table.addRowValues(
          name, side.name(), Visible.line(shown(side.version())), ready, side.share() + " %");
      name = "";
    }
  }

  /** Shows enough of a digest to distinguish it from others. */
  private static String shown(String version) {
    int digest = version.indexOf("sha256:");
    int end = digest + "sha256:".length() + SHOWN_OF_DIGEST;
    return digest < 0 || end > version.length() ? version : version.substring(0, end);
  }

  private void notes(Status status) {
    status.live().drift().forEach(line -> note(status, line));
    status.open().ifPresent(open -> note(status, progress(open)));
    if (status.journal() instanceof JournalTrust.NotSigned) {
      note(status, "its journal is not signed; the next release creates the stack's key pair");
    } else if (status.journal() instanceof JournalTrust.Distrusted distrusted) {
      note(status, distrusted.reason().replaceFirst("\\.$", ""));
    }
  }

  private void note(Status status, String text) {
    terminal.println(Terminal.AnsiColor.CHANGED, name(status) + ": " + Visible.line(text) + ".");
  }

  private static String progress(Release open) {
    return "`"
        + open.verb().text()
        + "` is unfinished ("
        + open.done()
        + " of "
        + open.steps().size()
        + " steps"
        + (open.isRollingBack() ? " back" : "")
        + ")";
  }

  private static String name(Status status) {
    return status.environment() + "/" + status.app();
  }

  void printJson(List<Status> found) {
    found.forEach(status -> terminal.printJson(Json.line(tree(status))));
  }

  static Map<String, Object> tree(Status status) {
    var tree = new LinkedHashMap<String, Object>();
    tree.put("environment", status.environment());
    tree.put("app", status.app());
    tree.put("sides", status.sides().stream().map(ReleaseStatusReport::side).toList());
    tree.put("drift", status.live().drift());
    status.open().ifPresent(open -> tree.put("open", open.verb().text()));
    tree.put("journal", word(status.journal()));
    if (status.journal() instanceof JournalTrust.Distrusted distrusted) {
      tree.put("journalProblem", distrusted.reason());
    }
    return tree;
  }

  private static String word(JournalTrust journal) {
    if (journal instanceof JournalTrust.NothingThere) {
      return "none";
    }
    if (journal instanceof JournalTrust.NotSigned) {
      return "notSigned";
    }
    if (journal instanceof JournalTrust.Signed) {
      return "signed";
    }
    if (journal instanceof JournalTrust.Distrusted) {
      return "notUsed";
    }
    throw new IllegalStateException("No word for " + journal);
  }

  private static Map<String, Object> side(Status.SideStatus side) {
    var tree = new LinkedHashMap<String, Object>();
    tree.put("side", side.name());
    tree.put("version", side.version());
    tree.put("ready", side.ready());
    tree.put("replicas", side.replicas());
    tree.put("share", side.share());
    return tree;
  }
}
