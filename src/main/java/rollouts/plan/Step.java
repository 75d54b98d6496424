package rollouts.plan;

import environments.apps.ReleaseState;
import environments.values.SideName;
import java.util.Optional;

/**
 * One transition of a release.
 *
 * @param name for users, such as {@code green: deploy 1.1.0}
 * @param release what the release state is after it
 * @param kind what it changes
 * @param hold what happens before the next one
 */
public record Step(String name, ReleaseState release, Kind kind, Hold hold) {
  /** What a step changes. */
  public enum Kind {
    /** Pods that take no requests, or take them as before. */
    PODS,
    /** How the requests are divided. */
    TRAFFIC,
    /** How few pods the autoscalers keep, as no requests move any more. */
    AUTOSCALERS,
    /** Nothing but the configuration, and who owns what is in the cluster. */
    ADOPTION
  }

  /** How long a step lasts. */
  public enum Hold {
    /** The next one follows at once. */
    NONE,
    /** Until the new version has answered what the analysis asks it, without any user's request. */
    CHECKS,
    /** Until the analysis of one interval lets it advance. */
    INTERVAL,
    /**
     * While the analysis watches the new version at full traffic, and the other side stays the way
     * back.
     */
    BAKE,
    /**
     * While the pods that have lost the requests are kept, as the way back, and for routers that
     * are slow to take up the move; the pods that have got them must stay ready.
     */
    SCALE_DOWN_DELAY
  }

  public static Step between(ReleaseState from, ReleaseState to, Hold hold) {
    return new Step(name(from, to), to, from.isDividedAs(to) ? Kind.PODS : Kind.TRAFFIC, hold);
  }

  /** What was deployed before is asked before it takes requests. */
  static Step checking(SideName side, ReleaseState now) {
    return new Step(side + ": check", now, Kind.PODS, Hold.CHECKS);
  }

  /** The last one, where autoscalers have kept pods while requests moved. */
  public static Step freeing(ReleaseState release) {
    return new Step("autoscalers: free", release, Kind.AUTOSCALERS, Hold.NONE);
  }

  /** What is configured follows the cluster, where nothing changes. */
  public static Step adopting(ReleaseState live) {
    return new Step("adopt what is in the cluster", live, Kind.ADOPTION, Hold.NONE);
  }

  private static String name(ReleaseState from, ReleaseState to) {
    var words = new StringBuilder();
    from.changesTo(to).forEach((key, value) -> append(words, key, value));
    return words.toString();
  }

  private static void append(StringBuilder words, String key, Optional<String> value) {
    if (words.length() > 0) {
      words.append(", ");
    }
    words.append(
        switch (key) {
          case "active" -> "switch to " + value.orElse("");
          case "weight" -> "weight " + value.orElse("0");
          case "version" -> "deploy " + value.orElse("");
          default -> pods(key.substring(key.indexOf('.') + 1), value);
        });
  }

  private static String pods(String side, Optional<String> version) {
    return version.map(v -> side + ": deploy " + v).orElse(side + ": retire");
  }

  public boolean isTraffic() {
    return kind == Kind.TRAFFIC;
  }

  /** Whether it changes neither pods nor where requests go. */
  public boolean isQuiet() {
    return kind == Kind.AUTOSCALERS || isAdoption();
  }

  public boolean isAdoption() {
    return kind == Kind.ADOPTION;
  }

  /** Whether metrics are measured while it holds. */
  public boolean isAnalyzed() {
    return hold != Hold.NONE && hold != Hold.SCALE_DOWN_DELAY;
  }

  public Step held(Hold longer) {
    return new Step(name, release, kind, longer);
  }
}
