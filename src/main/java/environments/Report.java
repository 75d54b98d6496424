package environments;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The problems of an environment's files. Both sides of an app may find the same one; it is shown once. */
final class Report {
  private final List<String> files;
  private final Set<Problem> problems;
  private final Map<Problem, Place> places = new LinkedHashMap<>();
  private int findings;

  /**
   * @param files in the order in which their problems are shown
   */
  Report(List<String> files, List<Problem> known) {
    this.files = files;
    problems = new LinkedHashSet<>(known);
  }

  void add(Place place, String message) {
    findings++;
    var problem = new Problem(place.position(), place.path(), Shown.line(message));
    problems.add(problem);
    places.putIfAbsent(problem, place);
  }

  /** A problem of a file that is no part of the tree, so that nothing can stand in for what is wrong. */
  void add(Problem problem) {
    findings++;
    problems.add(problem);
  }

  /** Grows with each problem that is found, also with one that was found before. */
  int findings() {
    return findings;
  }

  /** Where each problem stands that was found, in the order in which they were. */
  Map<Problem, Place> places() {
    return Collections.unmodifiableMap(places);
  }

  List<Problem> problems() {
    var sorted = new ArrayList<>(problems);
    sorted.sort((a, b) -> Position.compare(files, a.position(), b.position()));
    return sorted;
  }

  void enforce() {
    if (!problems.isEmpty()) {
      throw new RefusedException(problems());
    }
  }
}
