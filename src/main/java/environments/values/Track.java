package environments.values;

import environments.text.Choice;

/** The name of one side of a canary app, which never changes. */
public enum Track {
  STABLE("stable"),
  CANARY("canary");

  private final String word;

  Track(String word) {
    this.word = word;
  }

  /**
   * @throws environments.text.InvalidSpecException if the side is not a track
   */
  public static Track of(SideName side) {
    return Choice.parse(side.value(), values());
  }

  public SideName side() {
    return new SideName(word);
  }

  @Override
  public String toString() {
    return word;
  }
}
