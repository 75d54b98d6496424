package rollouts.plan;

import environments.apps.ReleaseState;
import environments.values.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The release states in which one side of an app took all of its traffic at the end of a release,
 * the newest last.
 *
 * @param states at most {@link #MOST}
 */
public record KnownGoodStates(List<ReleaseState> states) {
  private static final int MOST = 10;

  public static final KnownGoodStates NONE = new KnownGoodStates(List.of());

  public KnownGoodStates {
    states = List.copyOf(states);
    if (states.size() > MOST) {
      throw new IllegalArgumentException(
          "there must be at most " + MOST + " states, got " + states.size());
    }
  }

  public KnownGoodStates with(ReleaseState release) {
    if (newest().equals(Optional.of(release))) {
      return this;
    }
    var all = new ArrayList<>(states);
    all.add(release);
    return new KnownGoodStates(all.subList(Math.max(0, all.size() - MOST), all.size()));
  }

  /** Returns the states in which another version took the traffic. */
  public KnownGoodStates without(Optional<Version> bad) {
    return bad.isEmpty()
        ? this
        : new KnownGoodStates(states.stream().filter(each -> !each.serving().equals(bad)).toList());
  }

  Optional<ReleaseState> newest() {
    return states.isEmpty() ? Optional.empty() : Optional.of(states.get(states.size() - 1));
  }

  /** Returns the states of the app's current strategy. */
  public KnownGoodStates like(ReleaseState now) {
    return new KnownGoodStates(
        states.stream().filter(each -> each.getClass() == now.getClass()).toList());
  }

  /** Returns the newest state in which another version took the traffic. */
  public Optional<ReleaseState> before(ReleaseState now) {
    for (int i = states.size() - 1; i >= 0; i--) {
      if (!states.get(i).serving().equals(now.serving())) {
        return Optional.of(states.get(i));
      }
    }
    return Optional.empty();
  }
}
