package rollouts.plan;

import environments.apps.ReleaseState;
import environments.values.SideName;
import java.util.ArrayList;
import java.util.List;

/**
 * The path from one release state to another, split into transitions: first the pods that take no
 * traffic yet, then the traffic, then the pods that no longer take any. No transition changes pods
 * and moves traffic at once, and none changes the version of a side with traffic if another side
 * can take it in the meantime.
 */
final class ReleasePath {
  private ReleasePath() {}

  /** Returns the states after {@code from}, up to {@code to}; none if they are equal. */
  static List<ReleaseState> between(ReleaseState from, ReleaseState to) {
    var changed =
        from.sides().stream()
            .filter(side -> from.serves(side) && to.serves(side))
            .filter(side -> !from.version(side).equals(to.version(side)))
            .findFirst();
    return changed.isEmpty() || from.sides().size() == 1
        ? direct(from, to)
        : around(changed.get(), from, to);
  }

  /**
   * Moves the traffic to the other side while this one is changed. The other side gets the new
   * version first, unless it takes traffic already.
   */
  private static List<ReleaseState> around(SideName side, ReleaseState from, ReleaseState to) {
    var other = from.other(side).orElseThrow();
    var version = from.serves(other) ? from.version(other) : to.version(side);
    var left = from.withVersion(other, version).divided(other, 100);
    var path = new ArrayList<>(direct(from, left));
    var changed = left.withVersion(side, to.version(side));
    path.add(changed);
    var back = changed.divided(side, 100);
    path.add(back);
    path.addAll(direct(back, to));
    return List.copyOf(path);
  }

  /**
   * Returns a path that is correct from either of two consecutive release states, if it is unknown
   * which of them was applied.
   *
   * @param is the last state that was configured
   */
  static List<ReleaseState> betweenEither(ReleaseState was, ReleaseState is, ReleaseState to) {
    if (was.isDividedAs(is)) {
      return between(is, to);
    }
    var path = new ArrayList<>(between(was, to));
    boolean movesFirst = !path.isEmpty() && !path.get(0).isDividedAs(was);
    if (!movesFirst) {
      path.add(0, was);
    }
    return List.copyOf(path);
  }

  private static List<ReleaseState> direct(ReleaseState from, ReleaseState to) {
    var prepared = from;
    for (var side : from.sides()) {
      if (!from.serves(side) && to.version(side).isPresent()) {
        prepared = prepared.withVersion(side, to.version(side));
      }
    }
    var path = new ArrayList<ReleaseState>();
    var last = from;
    for (var next : List.of(prepared, prepared.dividedAs(to), to)) {
      if (!next.equals(last)) {
        path.add(next);
        last = next;
      }
    }
    return List.copyOf(path);
  }
}
