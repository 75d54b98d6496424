package rollouts;

import environments.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The release states in which a side of an app took all of its requests at the end of a release, the newest last.
 *
 * @param states at most {@link #MOST}
 */
public record Proved(List<Release> states) {
  private static final int MOST = 10;

  public static final Proved NONE = new Proved(List.of());

  public Proved {
    states = List.copyOf(states);
    if (states.size() > MOST) {
      throw new IllegalArgumentException(
          "there must be at most " + MOST + " states, got " + states.size());
    }
  }

  Proved with(Release release) {
    if (newest().equals(Optional.of(release))) {
      return this;
    }
    var all = new ArrayList<>(states);
    all.add(release);
    return new Proved(all.subList(Math.max(0, all.size() - MOST), all.size()));
  }

  /** Those in which another version took the requests. */
  Proved without(Optional<Version> bad) {
    return bad.isEmpty()
        ? this
        : new Proved(states.stream().filter(each -> !each.serving().equals(bad)).toList());
  }

  Optional<Release> newest() {
    return states.isEmpty() ? Optional.empty() : Optional.of(states.get(states.size() - 1));
  }

  /** Those of the app's strategy, which it may have changed. */
  Proved like(Release now) {
    return new Proved(states.stream().filter(each -> each.getClass() == now.getClass()).toList());
  }

  /** The newest in which another version took the requests. */
  Optional<Release> before(Release now) {
    for (int i = states.size() - 1; i >= 0; i--) {
      if (!states.get(i).serving().equals(now.serving())) {
        return Optional.of(states.get(i));
      }
    }
    return Optional.empty();
  }
}
