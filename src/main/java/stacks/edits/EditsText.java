package stacks.edits;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Describes edits, and what can be done about them.
 *
 * @param environment its name
 * @param app whose objects they are; empty if they may belong to several, or to none
 */
public record EditsText(String environment, Optional<String> app) {
  private static final int MOST_LINES = 200;

  /** Returns why an update is refused. */
  public String refusal(List<Edit> edits) {
    var lines = new ArrayList<String>();
    lines.add(
        "Refused, in conflict with "
            + edits.stream()
                .map(edit -> "\"" + edit.manager() + "\"")
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "))
            + ": this update would undo edits. Nothing has been changed.");
    lines.addAll(lines(edits));
    lines.add(
        "To keep them, run `./sluice adopt "
            + environment
            + " "
            + app.orElse("APP")
            + "`: it takes over versions, the active color and the weight, and names the key of"
            + " environments/ for each other field.");
    lines.add(undo(edits));
    return String.join("\n", lines);
  }

  private static String undo(List<Edit> edits) {
    return edits.stream().allMatch(Edit::isOfRelease)
        ? "They are never undone by an update, because that would move traffic or change a version"
            + " unseen: adopt them, then use `./sluice rollback` or `./sluice switch`. Run"
            + " `pulumi up --refresh`."
        : "To undo them, give a reason: `pulumi config set sluice:undoEdits \"<reason>\"`. Run"
            + " `pulumi up --refresh`. Then remove the key. It never undoes a version, the active"
            + " color or a weight.";
  }

  /** Returns each object with each manager, followed by the fields. */
  static List<String> lines(List<Edit> edits) {
    var groups = new LinkedHashMap<String, List<String>>();
    edits.forEach(
        edit ->
            groups
                .computeIfAbsent(heading(edit), key -> new ArrayList<>())
                .addAll(edit.lines().stream().map(line -> "- " + line).toList()));
    var lines = new ArrayList<String>();
    groups.forEach(
        (heading, fields) -> {
          lines.add(heading);
          lines.addAll(fields);
        });
    return lines.size() <= MOST_LINES
        ? lines
        : and(lines.subList(0, MOST_LINES), "... " + (lines.size() - MOST_LINES) + " more lines.");
  }

  private static List<String> and(List<String> lines, String last) {
    var all = new ArrayList<>(lines);
    all.add(last);
    return all;
  }

  private static String heading(Edit edit) {
    var time = edit.owner().time();
    return edit.object()
        + " conflicts with \""
        + edit.manager()
        + "\""
        + (time.isEmpty() ? "" : " of " + time)
        + ". Someone else changed it after it was applied.";
  }
}
