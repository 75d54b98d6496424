package environments.values;

/**
 * The name of a color, of a track, or of the one side of an autoscaled app. {@link
 * environments.apps.App#sides} tells which names an app has.
 */
public record SideName(String value) implements Comparable<SideName> {
  /** The one side of an app that has neither colors nor tracks. */
  public static final SideName APP = new SideName("app");

  /** Returns the name as users know it: an autoscaled app has no sides, so it is the app's. */
  public String shown(String app) {
    return equals(APP) ? app : value;
  }

  @Override
  public int compareTo(SideName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
