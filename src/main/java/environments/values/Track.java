package environments.values;

/** The identity of one side of a canary app, fixed for life. */
public enum Track {
  STABLE("stable"),
  CANARY("canary");

  private final String word;

  Track(String word) {
    this.word = word;
  }

  @Override
  public String toString() {
    return word;
  }
}
