package cli;

import environments.text.Visible;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import review.Check;

/**
 * Prints the findings of {@code sluice lint} for people: for each file and check, the rule, its
 * violations, the reason, and the fix.
 */
final class LintReport {
  private final Terminal terminal;
  private final int environments;
  private final int objects;

  LintReport(Terminal terminal, int environments, int objects) {
    this.terminal = terminal;
    this.environments = environments;
    this.objects = objects;
  }

  void print(List<EnvironmentFinding> findings) {
    var files = grouped(findings, found -> found.position().file());
    files.forEach(this::file);
    terminal.println(summary(findings.size(), files.size()));
  }

  private void file(String file, List<EnvironmentFinding> findings) {
    terminal.println(
        Terminal.AnsiColor.PLACE,
        Visible.line(file),
        " has " + count(findings.size(), "finding") + ":");
    grouped(findings, found -> found.finding().check()).forEach(this::check);
    terminal.println("");
  }

  private void check(Check check, List<EnvironmentFinding> findings) {
    terminal.println(Terminal.AnsiColor.REMOVED, "  " + check.id(), "  " + check.holds());
    findings.forEach(this::finding);
    var source = check.source();
    terminal.println("    Why: " + check.reason());
    terminal.println("    Fix: " + check.fix());
    terminal.println(
        Terminal.AnsiColor.MUTED,
        "    Source: " + source.name() + source.url().map(url -> ", " + url).orElse(""));
  }

  private void finding(EnvironmentFinding found) {
    var position = found.position();
    terminal.println("    " + position.line() + ":" + position.column() + " " + found.inWords());
  }

  private String summary(int findings, int files) {
    var looked =
        count(objects, "object")
            + " of "
            + count(environments, "environment")
            + ", "
            + count(Check.all().size(), "check")
            + ".";
    return findings == 0
        ? "No findings: " + looked
        : count(findings, "finding") + " in " + count(files, "file") + ": " + looked;
  }

  private static String count(int number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }

  private static <K> Map<K, List<EnvironmentFinding>> grouped(
      List<EnvironmentFinding> findings, Function<EnvironmentFinding, K> key) {
    var groups = new LinkedHashMap<K, List<EnvironmentFinding>>();
    findings.forEach(
        found -> groups.computeIfAbsent(key.apply(found), k -> new ArrayList<>()).add(found));
    return groups;
  }
}
