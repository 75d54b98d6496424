package rollouts.plan;

import environments.apps.ReleaseState;
import environments.values.SideName;
import java.util.Optional;

/**
 * One transition of a release.
 *
 * @param name the name for users, such as {@code green: deploy 1.1.0}
 * @param release the release state after it
 * @param kind what it changes
 * @param hold what happens before the next step
 */
public record Step(String name, ReleaseState release, Kind kind, Hold hold) {
  /** What a step changes. */
  public enum Kind {
    /** Pods that take no traffic, or as much as before. */
    PODS,
    /** The traffic split. */
    TRAFFIC,
    /** The minimum replicas of the autoscalers, once no more traffic moves. */
    AUTOSCALERS,
    /** Only the configuration and the field managers of the objects in the cluster. */
    ADOPTION
  }

  /** How long a step holds before the next one. */
  public enum Hold {
    /** The next step follows at once. */
    NONE,
    /**
     * Until the new version has answered the requests of the analysis, without any user traffic.
     */
    CHECKS,
    /** Until the analysis of one interval has passed. */
    INTERVAL,
    /**
     * While the analysis measures the new version at full traffic, and the other side is ready to
     * take it back.
     */
    BAKE,
    /**
     * While the pods that have lost their traffic are kept, for a rollback and for routers that are
     * slow to follow; the pods that now have it must stay ready.
     */
    SCALE_DOWN_DELAY
  }

  public static Step between(ReleaseState from, ReleaseState to, Hold hold) {
    return new Step(name(from, to), to, from.isDividedAs(to) ? Kind.PODS : Kind.TRAFFIC, hold);
  }

  /** Returns a step that checks a deployed version before its first traffic. */
  static Step checking(SideName side, ReleaseState now) {
    return new Step(side + ": check", now, Kind.PODS, Hold.CHECKS);
  }

  /** Returns the last step of a release whose autoscalers kept pods while traffic moved. */
  public static Step resettingAutoscalers(ReleaseState release) {
    return new Step("autoscalers: free", release, Kind.AUTOSCALERS, Hold.NONE);
  }

  /** Returns the step that adjusts the configuration to the cluster, which does not change. */
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

  /** Returns whether the step changes neither pods nor traffic. */
  public boolean isQuiet() {
    return kind == Kind.AUTOSCALERS || isAdoption();
  }

  public boolean isAdoption() {
    return kind == Kind.ADOPTION;
  }

  /** Returns whether metrics are measured while the step holds. */
  public boolean isAnalyzed() {
    return hold != Hold.NONE && hold != Hold.SCALE_DOWN_DELAY;
  }

  public Step withHold(Hold longer) {
    return new Step(name, release, kind, longer);
  }
}
