package environments.apps;

import environments.text.Fault;
import environments.text.Rules;
import environments.text.SpecPath;
import environments.values.Color;
import environments.values.SideName;
import environments.values.Version;
import environments.values.Weight;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The release state of a blue-green app. A color without a version is retired: it has no pods.
 *
 * @param weight the share of the traffic that the router sends to the preview color, 0 to 99;
 *     for 100, switch the active color
 * @param minReplicas the fewest pods that the autoscaler of a color keeps while a release moves
 *     traffic, if more than its own minimum; 2 to 1000, and at least one below its maximum
 */
public record BlueGreenRelease(
    Color active,
    Optional<Version> blue,
    Optional<Version> green,
    Weight weight,
    Map<Color, Integer> minReplicas)
    implements ReleaseState {

  public BlueGreenRelease {
    minReplicas = MinReplicas.copy(minReplicas);
    var rules = Rules.check();
    MinReplicas.check(rules, minReplicas, color -> color == Color.BLUE ? blue : green);
    rules
        .that(
            (active == Color.BLUE ? blue : green).isPresent(),
            SpecPath.of("versions", active),
            () -> "Must be given, because " + active + " is the active color.")
        .value(
            weight.isNone() || (active == Color.BLUE ? green : blue).isPresent(),
            "weight",
            () -> Fault.of("Must be 0 while " + active.other() + " has no version", weight))
        .value(
            weight.percent() < 100,
            "weight",
            () ->
                Fault.of("Must be below 100", 100)
                    .withFix(
                        "; to send all traffic to " + active.other() + ", set `active` to it."))
        .enforce();
  }

  /** Autoscalers use their own {@code minReplicas}. */
  public BlueGreenRelease(
      Color active, Optional<Version> blue, Optional<Version> green, Weight weight) {
    this(active, blue, green, weight, Map.of());
  }

  /** Returns the state in which one color serves and the other is retired. */
  public static BlueGreenRelease active(Color color, Version version) {
    return color == Color.BLUE
        ? new BlueGreenRelease(color, Optional.of(version), Optional.empty(), Weight.NONE)
        : new BlueGreenRelease(color, Optional.empty(), Optional.of(version), Weight.NONE);
  }

  static BlueGreenRelease of(Map<String, String> entries) {
    return new BlueGreenRelease(
        Color.parse(entries.getOrDefault("active", "")),
        ReleaseState.version(entries, "versions." + Color.BLUE),
        ReleaseState.version(entries, "versions." + Color.GREEN),
        ReleaseState.weight(entries));
  }

  @Override
  public List<SideName> sides() {
    return List.of(Color.BLUE.side(), Color.GREEN.side());
  }

  @Override
  public Optional<Version> version(SideName side) {
    return version(Color.of(side));
  }

  @Override
  public int share(SideName side) {
    return Color.of(side) == active ? weight.rest() : weight.percent();
  }

  @Override
  public SideName candidate() {
    return active.other().side();
  }

  @Override
  public boolean isCandidateTemporary() {
    return false;
  }

  @Override
  public BlueGreenRelease withVersion(SideName side, Optional<Version> version) {
    return Color.of(side) == Color.BLUE
        ? new BlueGreenRelease(active, version, green, weight, minReplicas)
        : new BlueGreenRelease(active, blue, version, weight, minReplicas);
  }

  @Override
  public BlueGreenRelease divided(SideName side, int percent) {
    int preview = Color.of(side) == active ? 100 - percent : percent;
    return preview == 100 ? withActive(active.other()) : withWeight(Weight.of(preview));
  }

  @Override
  public BlueGreenRelease dividedAs(ReleaseState other) {
    var division = (BlueGreenRelease) other;
    return new BlueGreenRelease(division.active, blue, green, division.weight, minReplicas);
  }

  @Override
  public boolean isDividedAs(ReleaseState other) {
    return other instanceof BlueGreenRelease that
        && active == that.active
        && weight.equals(that.weight);
  }

  @Override
  public BlueGreenRelease found(
      Map<SideName, Version> versions, Map<SideName, Integer> shares, SideName activeSide) {
    var color = Color.of(activeSide);
    return new BlueGreenRelease(
        color,
        Optional.ofNullable(versions.get(Color.BLUE.side())),
        Optional.ofNullable(versions.get(Color.GREEN.side())),
        Weight.of(shares.getOrDefault(color.other().side(), 0)));
  }

  @Override
  public Optional<Integer> minReplicas(SideName side) {
    return minReplicas(Color.of(side));
  }

  @Override
  public BlueGreenRelease withoutMinReplicas() {
    return withMinReplicas(Map.of());
  }

  @Override
  public Map<String, String> entries() {
    var entries = new LinkedHashMap<String, String>();
    entries.put("active", active.toString());
    blue.ifPresent(version -> entries.put("versions." + Color.BLUE, version.toString()));
    green.ifPresent(version -> entries.put("versions." + Color.GREEN, version.toString()));
    entries.put("weight", weight.toString());
    return entries;
  }

  public Optional<Version> version(Color color) {
    return color == Color.BLUE ? blue : green;
  }

  /** Empty if the autoscaler uses its own. */
  public Optional<Integer> minReplicas(Color color) {
    return Optional.ofNullable(minReplicas.get(color));
  }

  public Version activeVersion() {
    return version(active).orElseThrow();
  }

  /** Returns this state with a version, and therefore pods, for the preview color. */
  public BlueGreenRelease withPreview(Version version) {
    return active == Color.BLUE
        ? new BlueGreenRelease(active, blue, Optional.of(version), weight, minReplicas)
        : new BlueGreenRelease(active, Optional.of(version), green, weight, minReplicas);
  }

  public BlueGreenRelease withActive(Color color) {
    return new BlueGreenRelease(color, blue, green, Weight.NONE, minReplicas);
  }

  public BlueGreenRelease withWeight(Weight toPreview) {
    return new BlueGreenRelease(active, blue, green, toPreview, minReplicas);
  }

  public BlueGreenRelease withMinReplicas(Map<Color, Integer> fewest) {
    return new BlueGreenRelease(active, blue, green, weight, fewest);
  }
}
