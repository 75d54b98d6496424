package stacks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a container has said last.
 *
 * @param lines from the oldest to the newest
 * @param problem why they cannot be read, as when the kubelet has removed them already; empty if they were read
 */
record LastLines(List<String> lines, Optional<String> problem) {
  /** The kubelet answers with one of these in the place of a log that is gone: kuberuntime's logs.go, kubelet_pods.go. */
  private static final List<String> GONE =
      List.of(
          "failed to try resolving symlinks in path ", "unable to retrieve container logs for ");

  /** What a log has in one line may be a whole page. */
  private static final int LONGEST = 500;

  static final LastLines NONE = new LastLines(List.of(), Optional.empty());

  LastLines {
    lines = List.copyOf(lines);
  }

  static LastLines of(String log) {
    return isExcuse(log.strip())
        ? unread(log.strip())
        : new LastLines(log.lines().toList(), Optional.empty());
  }

  static LastLines unread(String problem) {
    return new LastLines(List.of(), Optional.of(problem));
  }

  private static boolean isExcuse(String log) {
    var first = log.toLowerCase(Locale.ROOT);
    return GONE.stream().anyMatch(first::startsWith);
  }

  /** These, or those that were read before these could not be. */
  LastLines or(LastLines before) {
    return problem.isEmpty() ? this : before;
  }

  /** As they are shown below the line of their pod. */
  List<String> text() {
    var text = new ArrayList<>(List.of("    Its last lines:"));
    lines.forEach(line -> text.add("      " + OneLine.beginning(OneLine.of(line), LONGEST)));
    problem.ifPresent(reason -> text.add("      (" + OneLine.of(reason) + ")"));
    return text;
  }
}
