package environments.values;

import environments.text.Choice;

/** The identity of one side of a canary app, fixed for life. */
public enum Track {
  STABLE("stable"),
  CANARY("canary");

  private final String word;

  Track(String word) {
    this.word = word;
  }

  /**
   * @throws environments.text.InvalidSpecException if the side is no track
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
