package environments.values;

/**
 * The name of a color, of a track, or of the one side of an autoscaled app. {@link
 * environments.apps.App#sides} returns the sides of an app.
 */
public record SideName(String value) implements Comparable<SideName> {
  /** The one side of an app that has neither colors nor tracks. */
  public static final SideName APP = new SideName("app");

  /** Returns the name for users: the one side of an autoscaled app is shown by the app's name. */
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
