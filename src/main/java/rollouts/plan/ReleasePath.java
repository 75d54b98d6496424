package rollouts.plan;

import environments.apps.ReleaseState;
import environments.values.SideName;
import java.util.ArrayList;
import java.util.List;

/**
 * The way from one release state to another, each part of which is one transition: first the pods
 * that take no requests yet, then the requests, then the pods that take none any more. No part
 * changes pods and moves requests at once, or the version of a side that takes requests, where
 * there is another side to take them meanwhile.
 */
final class ReleasePath {
  private ReleasePath() {}

  /** What follows {@code from}, up to {@code to}; none if they are the same. */
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
   * The other side takes the requests while this one is changed: with the version to come, unless
   * it takes some already.
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
   * What leads from either of two release states that follow each other, where nobody knows which
   * of them is there.
   *
   * @param is what was configured last
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
