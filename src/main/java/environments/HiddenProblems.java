package environments;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Finds what is wrong beside what was refused. A section of which a part is refused is not built, so nothing asks whether
 * its other parts agree with the rest. Here the refused parts are repaired with stand-ins, and all is read again: twice,
 * with stand-ins that differ. What is said both times, in the same words, is wrong whatever the refused parts will be.
 * What is said once depends on a stand-in: it is not shown, and is repaired, too.
 */
final class HiddenProblems {
  private static final int MOST_ROUNDS = 16;

  /** Whoever has more has enough to do; to look for others would take long in large files. */
  private static final int MOST_PROBLEMS = 100;

  private final Repairs repairs;
  private final Reader reader;
  private final Report report;
  private final Map<String, Set<String>> saidOnce = new HashMap<>();

  /** Reads an environment for what is wrong with it. */
  interface Reader {
    Report read(Trees trees);
  }

  private HiddenProblems(Repairs repairs, Reader reader, Report report) {
    this.repairs = repairs;
    this.reader = reader;
    this.report = report;
  }

  /**
   * @param report gets what is found; the problems that it has are those that hide others
   */
  static void find(Trees trees, Reader reader, Report report) {
    if (report.places().size() <= MOST_PROBLEMS) {
      new HiddenProblems(new Repairs(trees), reader, report).search();
    }
  }

  private void search() {
    repairs.add(report.places().values());
    for (int round = 0; round < MOST_ROUNDS; round++) {
      var some = reader.read(repairs.some()).places();
      var others = reader.read(repairs.others()).places();
      if (some.isEmpty() && others.isEmpty()) {
        return;
      }
      learn(some, others);
    }
  }

  private void learn(Map<Problem, Place> some, Map<Problem, Place> others) {
    var all = new LinkedHashMap<>(some);
    all.putAll(others);
    var twice = new LinkedHashMap<>(all);
    twice.keySet().retainAll(some.keySet());
    twice.keySet().retainAll(others.keySet());
    var once = new LinkedHashMap<>(all);
    once.keySet().removeAll(twice.keySet());
    once.forEach((problem, place) -> said(place).add(problem.message()));
    twice.forEach(this::show);
    var places = new ArrayList<>(twice.values());
    places.addAll(near(once.values()));
    repairs.add(places);
  }

  /**
   * What is far from all repairs is perhaps only said once because a section near one of them was not built: then it will be
   * said twice later, if that one is left as it is.
   */
  private Collection<Place> near(Collection<Place> places) {
    var near = places.stream().filter(repairs::areNear).toList();
    return near.isEmpty() ? places : near;
  }

  /** Not where other words were said once: then they depend on a stand-in, and so may these. */
  private void show(Problem problem, Place place) {
    boolean isDoubtful = said(place).stream().anyMatch(other -> !other.equals(problem.message()));
    if (!isDoubtful && !repairs.cover(place)) {
      report.add(place, problem.message());
    }
  }

  private Set<String> said(Place place) {
    return saidOnce.computeIfAbsent(place.path(), path -> new HashSet<>());
  }
}
