package environments.yaml;

import environments.text.Visible;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Thrown when the input has problems; never indicates a bug of Sluice. Carries every problem that
 * can be found without inventing values, in the order of the files. Its message is for users.
 */
public final class RefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final transient List<Problem> problems;

  public RefusedException(List<Problem> problems) {
    super(text(problems), null, false, false);
    this.problems = List.copyOf(problems);
  }

  public List<Problem> problems() {
    return problems;
  }

  private static String text(List<Problem> problems) {
    return problems.stream()
        .collect(
            Collectors.groupingBy(
                p -> p.position().file(), java.util.LinkedHashMap::new, Collectors.toList()))
        .entrySet()
        .stream()
        .map(file -> section(file.getKey(), file.getValue()))
        .collect(Collectors.joining("\n"));
  }

  private static String section(String file, List<Problem> problems) {
    var count = problems.size() == 1 ? "1 problem" : problems.size() + " problems";
    return problems.stream()
        .map(RefusedException::line)
        .collect(Collectors.joining("\n", Visible.line(file) + " has " + count + ":\n", ""));
  }

  private static String line(Problem problem) {
    var place = problem.position().line() + ":" + problem.position().column();
    var path = problem.keyPath().isEmpty() ? "" : problem.keyPath() + ": ";
    return String.format("  %-5s %s%s", place, path, problem.message());
  }
}
