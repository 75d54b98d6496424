package rollouts.plan;

import environments.apps.App;
import environments.apps.AutoscaledRelease;
import environments.apps.BlueGreenRelease;
import environments.apps.CanaryRelease;
import environments.reader.ReleaseText;
import environments.text.InvalidSpecException;
import environments.values.Color;
import environments.values.Track;
import environments.values.Version;
import environments.values.Weight;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import stacks.plan.LiveAppState;

/**
 * The release state of an app: what each of its sides runs, and how the requests are divided among
 * them. What its autoscalers keep on the way from one to another is no part of it.
 */
public sealed interface ReleaseState {
  /**
   * The fewest pods that are configured while requests move, by side: no part of where a release
   * goes.
   */
  static Map<String, Integer> minReplicas(App app) {
    var fewest = new LinkedHashMap<String, Integer>();
    if (app instanceof App.BlueGreen blueGreen) {
      blueGreen.release().minReplicas().forEach((color, n) -> fewest.put(color.toString(), n));
    } else if (app instanceof App.Canary canary) {
      canary.release().minReplicas().forEach((track, n) -> fewest.put(track.toString(), n));
    }
    return fewest;
  }

  /** Colors, tracks, or {@code app} for the one side of an autoscaled app. */
  List<String> sides();

  Optional<Version> version(String side);

  /** The share of the requests that a side takes, in percent. */
  int share(String side);

  /** By side, in percent. */
  default Map<String, Integer> shares() {
    var shares = new LinkedHashMap<String, Integer>();
    sides().forEach(side -> shares.put(side, share(side)));
    return shares;
  }

  ReleaseState withVersion(String side, Optional<Version> version);

  /** The requests divided as in another release state, the versions as they are. */
  ReleaseState dividedAs(ReleaseState other);

  /** By the keys below {@code sluice:rollouts.<app>}, such as {@code versions.green}. */
  Map<String, String> entries();

  /** Its value of {@code sluice:rollouts.<app>}, as YAML on one line. */
  String text();

  static ReleaseState of(App app) {
    if (app instanceof App.BlueGreen blueGreen) {
      return new OfBlueGreen(blueGreen.release().withMinReplicas(Map.of()));
    }
    if (app instanceof App.Canary canary) {
      return new OfCanary(canary.release().withMinReplicas(Map.of()));
    }
    if (app instanceof App.Autoscaled autoscaled) {
      return new OfAutoscaled(autoscaled.release());
    }
    throw new IllegalStateException("No release state: " + app);
  }

  /**
   * What would have to be configured for an app to be as it is in the cluster.
   *
   * @throws PlanException if no release state makes it so
   */
  static ReleaseState of(App app, LiveAppState live) {
    try {
      return configured(app, live);
    } catch (InvalidSpecException e) {
      throw new PlanException(
          "What is in the cluster can be no release state of "
              + app.name()
              + ": "
              + e.getMessage());
    }
  }

  private static ReleaseState configured(App app, LiveAppState live) {
    if (app instanceof App.BlueGreen) {
      return OfBlueGreen.of(live);
    }
    if (app instanceof App.Canary) {
      var weight = Weight.of(live.shares().getOrDefault(OfCanary.CANARY, 0));
      return new OfCanary(
          new CanaryRelease(
              required(live, OfCanary.STABLE), version(live, OfCanary.CANARY), weight));
    }
    return new OfAutoscaled(
        new AutoscaledRelease(required(live, live.sides().keySet().iterator().next())));
  }

  private static Version required(LiveAppState live, String side) {
    return version(live, side).orElseThrow(() -> new PlanException(side + " has no pods."));
  }

  /** None of a side without pods. */
  private static Optional<Version> version(LiveAppState live, String side) {
    return Optional.ofNullable(live.sides().get(side))
        .filter(found -> found.replicas() > 0)
        .flatMap(LiveAppState.LiveSide::image)
        .map(ReleaseState::versionOf);
  }

  private static Version versionOf(String image) {
    try {
      return Version.parse(image.substring(image.indexOf(':', image.lastIndexOf('/')) + 1));
    } catch (InvalidSpecException e) {
      throw new PlanException("`" + image + "` is in the cluster, but: " + e.getMessage());
    }
  }

  /** What {@link #entries} gave. */
  static ReleaseState of(Map<String, String> entries) {
    if (entries.containsKey("active")) {
      return OfBlueGreen.of(entries);
    }
    return entries.containsKey("version") ? OfAutoscaled.of(entries) : OfCanary.of(entries);
  }

  /** Whether a side has requests to answer. */
  default boolean serves(String side) {
    return share(side) > 0;
  }

  /** The side beside this one; empty for an app that has but one. */
  default Optional<String> other(String side) {
    return sides().stream().filter(each -> !each.equals(side)).findFirst();
  }

  /**
   * The stable track, the active color, or the one side that there is: requests that are shared
   * come from there.
   */
  default String baseline() {
    return other(Planner.candidate(this)).orElse(Planner.candidate(this));
  }

  /** The side that takes most of the requests. */
  default String majority() {
    return sides().stream().filter(side -> share(side) >= 50).findFirst().orElseThrow();
  }

  /** Its version; empty if it has none. */
  default Optional<Version> serving() {
    return version(majority());
  }

  /**
   * Whether the requests go to the same sides in the same shares, and most of them to the same
   * version.
   */
  default boolean servesAs(ReleaseState other) {
    return isDividedAs(other) && serving().equals(other.serving());
  }

  /** Whether the requests are divided alike, those past the router included. */
  boolean isDividedAs(ReleaseState other);

  private static Optional<Version> parsed(Map<String, String> entries, String key) {
    return Optional.ofNullable(entries.get(key)).map(Version::parse);
  }

  private static Weight weight(Map<String, String> entries) {
    return Weight.of(Integer.parseInt(entries.getOrDefault("weight", "0")));
  }

  private static void put(Map<String, String> entries, String side, Optional<Version> version) {
    version.ifPresent(found -> entries.put("versions." + side, found.toString()));
  }

  /** Of a blue-green app. */
  record OfBlueGreen(BlueGreenRelease state) implements ReleaseState {
    private static OfBlueGreen of(Map<String, String> entries) {
      return new OfBlueGreen(
          new BlueGreenRelease(
              Color.parse(entries.getOrDefault("active", "")),
              parsed(entries, "versions.blue"),
              parsed(entries, "versions.green"),
              weight(entries)));
    }

    private static OfBlueGreen of(LiveAppState live) {
      var active = Color.parse(live.baseline());
      int preview = live.shares().getOrDefault(active.other().toString(), 0);
      return new OfBlueGreen(
          new BlueGreenRelease(
              active,
              ReleaseState.version(live, "blue"),
              ReleaseState.version(live, "green"),
              Weight.of(preview)));
    }

    @Override
    public List<String> sides() {
      return List.of("blue", "green");
    }

    @Override
    public Optional<Version> version(String side) {
      return state.version(Color.parse(side));
    }

    @Override
    public int share(String side) {
      return Color.parse(side) == state.active() ? state.weight().rest() : state.weight().percent();
    }

    @Override
    public ReleaseState withVersion(String side, Optional<Version> version) {
      return new OfBlueGreen(
          Color.parse(side) == Color.BLUE
              ? new BlueGreenRelease(state.active(), version, state.green(), state.weight())
              : new BlueGreenRelease(state.active(), state.blue(), version, state.weight()));
    }

    @Override
    public ReleaseState dividedAs(ReleaseState other) {
      var division = ((OfBlueGreen) other).state;
      return new OfBlueGreen(
          new BlueGreenRelease(division.active(), state.blue(), state.green(), division.weight()));
    }

    @Override
    public boolean isDividedAs(ReleaseState other) {
      return other instanceof OfBlueGreen that
          && state.active() == that.state.active()
          && state.weight().equals(that.state.weight());
    }

    @Override
    public String text() {
      return ReleaseText.of(state);
    }

    @Override
    public Map<String, String> entries() {
      var entries = new LinkedHashMap<String, String>();
      entries.put("active", state.active().toString());
      put(entries, "blue", state.blue());
      put(entries, "green", state.green());
      entries.put("weight", state.weight().toString());
      return entries;
    }
  }

  /** Of a canary app. */
  record OfCanary(CanaryRelease state) implements ReleaseState {
    private static final String STABLE = Track.STABLE.toString();
    private static final String CANARY = Track.CANARY.toString();

    private static OfCanary of(Map<String, String> entries) {
      return new OfCanary(
          new CanaryRelease(
              parsed(entries, "versions." + STABLE).orElseThrow(),
              parsed(entries, "versions." + CANARY),
              weight(entries)));
    }

    @Override
    public List<String> sides() {
      return List.of(STABLE, CANARY);
    }

    @Override
    public Optional<Version> version(String side) {
      return side.equals(STABLE) ? Optional.of(state.stable()) : state.canary();
    }

    @Override
    public int share(String side) {
      return side.equals(STABLE) ? state.weight().rest() : state.weight().percent();
    }

    @Override
    public ReleaseState withVersion(String side, Optional<Version> version) {
      return new OfCanary(
          side.equals(STABLE)
              ? new CanaryRelease(version.orElseThrow(), state.canary(), state.weight())
              : new CanaryRelease(state.stable(), version, state.weight()));
    }

    @Override
    public ReleaseState dividedAs(ReleaseState other) {
      var weight = ((OfCanary) other).state.weight();
      return new OfCanary(new CanaryRelease(state.stable(), state.canary(), weight));
    }

    @Override
    public boolean isDividedAs(ReleaseState other) {
      return other instanceof OfCanary that && state.weight().equals(that.state.weight());
    }

    @Override
    public String text() {
      return ReleaseText.of(state);
    }

    @Override
    public Map<String, String> entries() {
      var entries = new LinkedHashMap<String, String>();
      put(entries, STABLE, Optional.of(state.stable()));
      put(entries, CANARY, state.canary());
      entries.put("weight", state.weight().toString());
      return entries;
    }
  }

  /** Of an autoscaled app, whose one side takes all requests. */
  record OfAutoscaled(AutoscaledRelease state) implements ReleaseState {
    static final String SIDE = "app";

    private static OfAutoscaled of(Map<String, String> entries) {
      return new OfAutoscaled(new AutoscaledRelease(parsed(entries, "version").orElseThrow()));
    }

    @Override
    public List<String> sides() {
      return List.of(SIDE);
    }

    @Override
    public Optional<Version> version(String side) {
      return Optional.of(state.version());
    }

    @Override
    public int share(String side) {
      return 100;
    }

    @Override
    public ReleaseState withVersion(String side, Optional<Version> version) {
      return new OfAutoscaled(new AutoscaledRelease(version.orElseThrow()));
    }

    @Override
    public ReleaseState dividedAs(ReleaseState other) {
      return this;
    }

    @Override
    public boolean isDividedAs(ReleaseState other) {
      return other instanceof OfAutoscaled;
    }

    @Override
    public String text() {
      return ReleaseText.of(state);
    }

    @Override
    public Map<String, String> entries() {
      return Map.of("version", state.version().toString());
    }
  }

  /** The keys that differ, with what they become; empty for those that go. */
  default Map<String, Optional<String>> changesTo(ReleaseState other) {
    var changes = new LinkedHashMap<String, Optional<String>>();
    var now = entries();
    other
        .entries()
        .forEach(
            (key, value) -> {
              if (!value.equals(now.get(key))) {
                changes.put(key, Optional.of(value));
              }
            });
    Set<String> kept = other.entries().keySet();
    now.keySet().stream()
        .filter(key -> !kept.contains(key))
        .forEach(key -> changes.put(key, Optional.empty()));
    return changes;
  }
}
