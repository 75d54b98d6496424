package environments.yaml;

import environments.text.Fault;
import environments.text.Redaction;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Collects the problems of an environment's files. A problem that both colors or tracks of an app
 * share is shown once.
 */
public final class Report {
  private final List<String> files;
  private final Set<Problem> problems;
  private int findings;

  /**
   * @param files in the order in which their problems are shown
   */
  public Report(List<String> files, List<Problem> known) {
    this.files = files;
    problems = new LinkedHashSet<>(known);
  }

  public void add(KeyPath place, String sentence) {
    add(place, Fault.of(sentence));
  }

  public void add(KeyPath place, Fault fault) {
    add(new Problem(place.position(), place.path(), Redaction.line(fault.sentence(place.key()))));
  }

  public void add(Problem problem) {
    findings++;
    problems.add(problem);
  }

  /** Returns a count that increases with each problem found, including duplicates. */
  public int findings() {
    return findings;
  }

  public List<Problem> problems() {
    var sorted = new ArrayList<>(problems);
    sorted.sort((a, b) -> SourcePosition.compare(files, a.position(), b.position()));
    return sorted;
  }

  public void enforce() {
    if (!problems.isEmpty()) {
      throw new RefusedException(problems());
    }
  }
}
